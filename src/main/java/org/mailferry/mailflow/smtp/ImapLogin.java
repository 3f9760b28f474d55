package org.mailferry.mailflow.smtp;

import java.util.Properties;
import org.mailferry.kernel.MailAccount;

/** The login name of each credential mode. */
final class ImapLogin {
    private ImapLogin() {}

    static String name(MailAccount account) {
        return switch (account.mode()) {
            case OWN_PASSWORD -> account.login();
            case MASTER_USER -> account.login() + "*" + account.serviceLogin().orElseThrow();
            case AUTHORIZATION_IDENTITY -> account.serviceLogin().orElseThrow();
            case EXCHANGE_DELEGATE -> account.serviceLogin().orElseThrow() + "/" + account.login();
        };
    }

    /** How the login is said, where {@code LOGIN} alone would not do (RFC 4616: the mailbox is the authorization identity). */
    static void configure(MailAccount account, String protocol, Properties properties) {
        switch (account.mode()) {
            case AUTHORIZATION_IDENTITY -> {
                properties.put("mail." + protocol + ".auth.mechanisms", "PLAIN");
                properties.put("mail." + protocol + ".sasl.authorizationid", account.login());
            }
            case EXCHANGE_DELEGATE -> properties.put("mail." + protocol + ".auth.plain.disable", "true");
            case OWN_PASSWORD, MASTER_USER -> { }
        }
    }
}

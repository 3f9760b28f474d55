package org.mailferry.mailflow.smtp;

import java.util.Properties;
import org.mailferry.kernel.MailAccount;

/** How the login is said, where {@code LOGIN} alone would not do. */
final class ImapLogin {
    private ImapLogin() {}

    static void configure(MailAccount account, String protocol, Properties properties) {
        switch (account.mode()) {
            case AUTHORIZATION_IDENTITY -> {
                // RFC 4616: the mailbox is the authorization identity.
                properties.put("mail." + protocol + ".auth.mechanisms", "PLAIN");
                properties.put("mail." + protocol + ".sasl.authorizationid", account.login());
            }
            case EXCHANGE_DELEGATE -> properties.put("mail." + protocol + ".auth.plain.disable", "true");
            case XOAUTH2 -> properties.put("mail." + protocol + ".auth.mechanisms", "XOAUTH2");
            case OWN_PASSWORD, MASTER_USER -> { }
        }
    }
}

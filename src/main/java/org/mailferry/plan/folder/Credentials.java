package org.mailferry.plan.folder;

import java.util.Locale;
import java.util.Optional;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.SecretReference;

/**
 * How the mailboxes of one side are opened. Login and password are those of the service account, absent for {@code OWN_PASSWORD};
 * for {@code XOAUTH2} there may be one access token for all mailboxes.
 */
record Credentials(CredentialMode mode, Optional<String> login, Optional<SecretReference> password, String separator) {

    static Credentials read(YamlValue credentials) {
        CredentialMode mode = credentials.at("mode").as(text -> CredentialMode.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')));
        for (String key : new String[] {"login", "password"}) {
            checkPresence(credentials, mode, key);
        }
        if (mode != CredentialMode.MASTER_USER && credentials.at("separator").present()) {
            credentials.at("separator").problem("only mode master-user puts two names together");
        }
        return new Credentials(mode, credentials.at("login").find(String::strip), credentials.at("password").find(SecretReference::parse),
            credentials.at("separator").find(String::strip).orElse(MailAccount.USUAL_SEPARATOR));
    }

    private static void checkPresence(YamlValue credentials, CredentialMode mode, String key) {
        boolean present = credentials.at(key).present();
        if (mode == CredentialMode.OWN_PASSWORD && present) {
            credentials.at(key).problem("mode own-password takes passwords from mailboxes.csv, not from here");
        }
        if (mode == CredentialMode.XOAUTH2 && present && key.equals("login")) {
            credentials.at(key).problem("mode xoauth2 logs in as the mailbox itself, there is no service account");
        }
        if (mode.needsServiceLogin() && !present) {
            credentials.problem("mode " + credentials.at("mode").text() + " needs '" + key + "' of the service account");
        }
    }
}

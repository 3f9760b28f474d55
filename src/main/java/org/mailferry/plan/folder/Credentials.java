package org.mailferry.plan.folder;

import java.util.Locale;
import java.util.Optional;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.SecretReference;

/** How the mailboxes of one side are opened. Login and password are those of the service account, absent for {@code OWN_PASSWORD}. */
record Credentials(CredentialMode mode, Optional<String> login, Optional<SecretReference> password) {

    static Credentials read(YamlValue credentials) {
        CredentialMode mode = credentials.at("mode").as(text -> CredentialMode.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_')));
        for (String key : new String[] {"login", "password"}) {
            if (mode == CredentialMode.OWN_PASSWORD && credentials.at(key).present()) {
                credentials.at(key).problem("mode own-password takes passwords from mailboxes.csv, not from here");
            }
            if (mode != CredentialMode.OWN_PASSWORD && !credentials.at(key).present()) {
                credentials.problem("mode " + credentials.at("mode").text() + " needs '" + key + "' of the service account");
            }
        }
        return new Credentials(mode, credentials.at("login").find(String::strip), credentials.at("password").find(SecretReference::parse));
    }
}

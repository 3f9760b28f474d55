package org.mailferry.target;

import java.util.Optional;
import org.mailferry.kernel.PasswordPolicy;
import org.mailferry.kernel.SecretReference;

/** The platform of a plan and, where it has one that we speak, its administration interface. */
public record TargetSystem(PlatformKind kind, Optional<AdminApi> api) {

    /**
     * @param url where the interface is reached, without the version
     * @param tenant the one organisation that calls are made for; no call ever names another
     * @param passwords what its administrator asks of passwords
     */
    public record AdminApi(String url, String tenant, String login, SecretReference password, PasswordPolicy passwords) {
        public AdminApi(String url, String tenant, String login, SecretReference password) {
            this(url, tenant, login, password, PasswordPolicy.DEFAULT);
        }
    }
}

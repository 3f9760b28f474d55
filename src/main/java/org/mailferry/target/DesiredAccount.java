package org.mailferry.target;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.SecretReference;

/**
 * What an account on the platform must look like before mail is copied into it. It is always open, because a blocked account can
 * neither be filled nor read (P21).
 *
 * @param givenName empty leaves the platform's value
 * @param aliases must exist; further aliases on the platform are left alone
 * @param quotaBytes empty for the platform's default
 * @param password of a new account; a {@code store:} reference that holds nothing yet is filled with a generated one
 */
public record DesiredAccount(EmailAddress address, String givenName, String familyName, List<EmailAddress> aliases,
                             Optional<Long> quotaBytes, SecretReference password) {
    public DesiredAccount {
        aliases = List.copyOf(aliases);
    }
}

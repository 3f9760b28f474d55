package org.mailferry.target.myoffice;

import java.security.SecureRandom;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.SecretReference.Place;
import org.mailferry.kernel.SecretWriter;
import org.mailferry.kernel.Secrets;

/** The password that a new account starts with: the plan's, or one made here and kept before anybody else learns it. */
record InitialPasswords(Secrets secrets, SecretWriter writer, SecureRandom random) {

    /** @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when it is not there and cannot be kept */
    Secret of(SecretReference reference, PasswordRules rules) {
        if (reference.place() == Place.STORE && !writer.holds(reference.name())) {
            // Kept durably first: an account whose password nobody knows could not be filled.
            writer.store(reference.name(), rules.generate(random));
        }
        return secrets.resolve(reference);
    }
}

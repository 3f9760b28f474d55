package org.mailferry.remote.ssh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;
import org.mailferry.remote.RemoteHost;
import org.mailferry.remote.RemoteHost.Proof;

/** What proves a login; one of both is present. */
record LoginProof(Optional<Secret> password, Optional<KeyPair> key) {
    static LoginProof of(RemoteHost host, Secrets secrets) {
        if (host.proof() == Proof.PASSWORD) {
            return new LoginProof(Optional.of(secrets.resolve(host.secret())), Optional.empty());
        }
        return new LoginProof(Optional.empty(), Optional.of(key(host.secret(), text(host.secret(), secrets))));
    }

    /** Elsewhere a secret is the first line of its file; a key has many. */
    private static String text(SecretReference reference, Secrets secrets) {
        if (reference.place() != SecretReference.Place.FILE) {
            return secrets.resolve(reference).reveal();
        }
        try {
            return Files.readString(Path.of(reference.name()), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw MigrationException.permanent("The private key " + reference + " could not be read: " + e.getClass().getSimpleName());
        }
    }

    private static KeyPair key(SecretReference reference, String text) {
        try (ByteArrayInputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))) {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(reference.text()), bytes, FilePasswordProvider.EMPTY);
            if (pairs != null && pairs.iterator().hasNext()) {
                return pairs.iterator().next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Its text may quote the key.
            throw unusable(reference);
        }
        throw unusable(reference);
    }

    private static MigrationException unusable(SecretReference reference) {
        return MigrationException.permanent(reference + " is no private key that can be used: it must be one as 'ssh-keygen -t ed25519 -N \"\"' writes it, "
            + "without a passphrase and readable for nobody else");
    }
}

package org.mailferry.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretDigest;
import org.mailferry.kernel.Sha256;

/** With the key of the encrypted store where there is one, so that the database alone gives no hold for guessing; else by a slow hash. */
final class KeyedDigest implements SecretDigest {
    private static final int ROUNDS = 100_000;
    private static final int MOST_KNOWN = 1_000;

    private record Known(Secret secret, String digest) {}

    private final SecretStore store;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    KeyedDigest(SecretStore store) {
        this.store = store;
    }

    @Override public String of(String owner, Secret secret) {
        Known before = known.get(owner);
        if (before != null && before.secret().equals(secret)) {
            return before.digest();
        }
        String digest = store.digest(owner + "\n" + secret.reveal()).orElseGet(() -> slow(owner, secret));
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(owner, new Known(secret, digest));
        return digest;
    }

    private static String slow(String owner, Secret secret) {
        byte[] salt = Sha256.digest().digest(owner.getBytes(StandardCharsets.UTF_8));
        PBEKeySpec spec = new PBEKeySpec(secret.reveal().toCharArray(), salt, ROUNDS, 256);
        try {
            return HexFormat.of().formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }
}

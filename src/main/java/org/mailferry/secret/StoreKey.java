package org.mailferry.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;

/**
 * Seals and opens entries of the store with AES-256-GCM. The entry's name and version are authenticated with it, so that a sealed
 * value works only in its own row. A nonce is random: with 96 bits it repeats with no likelihood worth naming below billions of entries.
 */
final class StoreKey {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private StoreKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** @throws MigrationException {@code PERMANENT} when the text is not 32 bytes in base64 or hex; the text is not repeated */
    static StoreKey parse(String text, String whereFrom) {
        byte[] bytes = decode(text.strip(), whereFrom);
        if (bytes.length != KEY_BYTES) {
            throw unreadable(whereFrom);
        }
        return new StoreKey(bytes);
    }

    /** A new random key, in base64. */
    static Secret generate() {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return Secret.of(Base64.getEncoder().encodeToString(bytes));
    }

    SealedSecret seal(String name, long version, Secret secret, Instant now) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, name, version, nonce, secret.reveal().getBytes(StandardCharsets.UTF_8));
        return new SealedSecret(name, version, nonce, sealed, now);
    }

    Secret open(SealedSecret entry) {
        return Secret.of(new String(run(Cipher.DECRYPT_MODE, entry.name(), entry.version(), entry.nonce(), entry.sealed()), StandardCharsets.UTF_8));
    }

    /** Tells two keys apart and nothing else: it cannot be turned back into the key. */
    String checkValue() {
        return mac("mailferry secret store: key check").substring(0, 16);
    }

    /** The same for the same text; says nothing about it to whoever has not the key. */
    String digest(String text) {
        return mac("mailferry secret digest: " + text);
    }

    private String mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private byte[] run(int mode, String name, long version, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(("mailferry/secret/1\n" + version + "\n" + name).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (AEADBadTagException e) {
            throw MigrationException.permanent("The secret '" + name + "' cannot be opened: its row was changed, or copied from another one. "
                + "Set it again with 'secret set " + name + "'", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    private static byte[] decode(String text, String whereFrom) {
        try {
            return text.length() == 2 * KEY_BYTES ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw unreadable(whereFrom);
        }
    }

    private static MigrationException unreadable(String whereFrom) {
        return MigrationException.permanent("The key of the secret store in " + whereFrom
            + " is not 32 bytes in base64 or hex. 'secret key' makes one");
    }
}

package org.mailferry.secret;

import java.time.Instant;
import java.util.Base64;

/**
 * A secret as the database holds it.
 *
 * @param version grows by one with each change of the entry, and is part of what is sealed
 */
public record SealedSecret(String name, long version, byte[] nonce, byte[] sealed, Instant storedAt) {
    public SealedSecret {
        nonce = nonce.clone();
        sealed = sealed.clone();
    }

    @Override public byte[] nonce() {
        return nonce.clone();
    }

    @Override public byte[] sealed() {
        return sealed.clone();
    }

    public String nonceText() {
        return Base64.getEncoder().encodeToString(nonce);
    }

    public String sealedText() {
        return Base64.getEncoder().encodeToString(sealed);
    }

    @Override public String toString() {
        return "SealedSecret[" + name + ", version " + version + "]";
    }
}

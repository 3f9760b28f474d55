package org.mailferry.kernel;

/** Tells whether a secret is the one of last time without keeping it: 64 hex digits from which nobody finds the secret by guessing. */
@FunctionalInterface
public interface SecretDigest {
    /** @param owner whose secret it is; the same secret of somebody else has another digest */
    String of(String owner, Secret secret);
}

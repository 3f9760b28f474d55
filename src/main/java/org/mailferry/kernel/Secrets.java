package org.mailferry.kernel;

/** Resolves references to secrets at the moment of use, so that a changed password is picked up without a restart. */
public interface Secrets {
    /**
     * @throws MigrationException {@code PERMANENT} when nothing is found there, naming the reference and the way out, never the value
     */
    Secret resolve(SecretReference reference);
}

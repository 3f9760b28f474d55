package org.mailferry.target.myoffice;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.SecretWriter;
import org.mailferry.kernel.Secrets;

/** Secrets in a map, by the reference's text. */
public final class MemorySecrets implements Secrets, SecretWriter {
    private final Map<String, Secret> kept = new ConcurrentHashMap<>();
    private boolean keyless;

    public MemorySecrets with(String reference, String value) {
        kept.put(reference, Secret.of(value));
        return this;
    }

    /** The store has no key from now on. */
    public void loseKey() {
        keyless = true;
    }

    @Override public Secret resolve(SecretReference reference) {
        Secret secret = kept.get(reference.text());
        if (secret == null) {
            throw MigrationException.permanent("Nothing is found at " + reference);
        }
        return secret;
    }

    @Override public boolean holds(String name) {
        return kept.containsKey("store:" + name);
    }

    @Override public void store(String name, Secret value) {
        if (keyless) {
            throw MigrationException.permanent("The secret store has no key; set mailferry.secret.key");
        }
        kept.put("store:" + name, value);
    }
}

package org.mailferry.secret;

import java.nio.file.Path;
import java.util.Map;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;

/** Finds a secret where its reference says, anew each time. */
public final class ReferencedSecrets implements Secrets {
    private final Map<String, String> environment;
    private final SecretStore store;

    public ReferencedSecrets(Map<String, String> environment, SecretStore store) {
        this.environment = environment;
        this.store = store;
    }

    @Override public Secret resolve(SecretReference reference) {
        return switch (reference.place()) {
            case ENV -> fromEnvironment(reference.name());
            case FILE -> FirstLine.of(Path.of(reference.name())).orElseThrow(() -> MigrationException.permanent(
                "There is no secret in " + reference.text() + ": no such file, not readable, or its first line is empty"));
            case STORE -> store.find(reference.name()).orElseThrow(() -> MigrationException.permanent(
                "There is no secret " + reference.text() + ". 'secret set " + reference.name() + "' keeps one"));
        };
    }

    private Secret fromEnvironment(String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw MigrationException.permanent("There is no secret in env:" + name + ": the environment variable is not set, or empty");
        }
        return Secret.of(value);
    }
}

package org.mailferry.cli.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.SecretReference.Place;
import org.mailferry.kernel.Secrets;

/**
 * The secrets of one run: typed, read from the environment or from files. They are held in memory only; a file is read again at each
 * login, so that a renewed token is used.
 */
public final class GivenSecrets implements Secrets {
    private final Map<String, Secret> held = new ConcurrentHashMap<>();

    SecretReference hold(String name, Secret secret) {
        held.put(name, secret);
        return new SecretReference(Place.STORE, name);
    }

    @Override public Secret resolve(SecretReference reference) {
        Optional<Secret> found = switch (reference.place()) {
            case STORE -> Optional.ofNullable(held.get(reference.name()));
            case FILE -> firstLine(Path.of(reference.name()));
            case ENV -> Optional.ofNullable(System.getenv(reference.name())).map(Secret::of);
        };
        return found.filter(secret -> !secret.reveal().isEmpty())
            .orElseThrow(() -> MigrationException.permanent("There is no password in " + reference));
    }

    private static Optional<Secret> firstLine(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream().findFirst().map(Secret::of);
        } catch (IOException e) {
            throw MigrationException.permanent("The password file " + file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }
}

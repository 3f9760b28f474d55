package org.mailferry.secret;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.mailferry.kernel.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first line of a file that holds a secret. */
final class FirstLine {
    private static final Logger log = LoggerFactory.getLogger(FirstLine.class);
    private static final Set<Path> WARNED = ConcurrentHashMap.newKeySet();

    private FirstLine() {}

    /** Empty when there is no such file, it cannot be read, or its first line is empty. */
    static Optional<Secret> of(Path file) {
        warnWhenOpenToAll(file);
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Optional.ofNullable(reader.readLine()).filter(line -> !line.isBlank()).map(Secret::of);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A warning only: what orchestrators mount as a secret is often readable by everybody inside its container. */
    private static void warnWhenOpenToAll(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ) && WARNED.add(file.toAbsolutePath())) {
                log.warn("The secret in {} can be read by every user of this machine; its mode should be 0600", file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("The permissions of {} are not known", file);
        }
    }
}

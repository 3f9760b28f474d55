package org.mailferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mailferry.kernel.Secret;

/** The lab's directory on disk: the plan's folder and a file for each password, new at every start. */
public final class LabFolder {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path root;
    private final SecureRandom random = new SecureRandom();

    LabFolder(Path root) {
        this.root = root;
    }

    /** The folder that holds plans, one folder each. */
    public Path plans() {
        return root.resolve("plans");
    }

    /** The password of that name, made at the first call. */
    Secret secret(String name) {
        Path file = secretFile(name);
        try {
            if (Files.notExists(file)) {
                write(file, "");
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(file, OWNER_ONLY);
                }
                write(file, generate());
            }
            return Secret.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the plan writes instead of the password: {@code file:PATH}. */
    String reference(String name) {
        secret(name);
        return "file:" + secretFile(name);
    }

    void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The lab could not write " + file, e);
        }
    }

    void delete() {
        try (Stream<Path> found = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The lab could not clean up " + root, e);
        }
    }

    private Path secretFile(String name) {
        return root.resolve("secrets").resolve(name);
    }

    /** Long, and with a capital, a digit and a sign, as PBM wants it. */
    private String generate() {
        StringBuilder password = new StringBuilder("Lab-7");
        random.ints(16, 0, LETTERS.length()).forEach(index -> password.append(LETTERS.charAt(index)));
        return password.toString();
    }
}

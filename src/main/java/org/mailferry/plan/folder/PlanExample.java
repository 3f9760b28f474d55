package org.mailferry.plan.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailferry.plan.Plans.PlanSource;

/** A plan to begin with, with a word on every key. */
public final class PlanExample {
    private PlanExample() {}

    /** Writes both files into the folder, which is made when missing. @throws FileAlreadyExistsException when one of them is there */
    public static void writeTo(Path directory) throws IOException {
        for (String file : new String[] {Problems.PLAN_YAML, Problems.MAILBOXES_CSV}) {
            if (Files.exists(directory.resolve(file))) {
                throw new FileAlreadyExistsException(directory.resolve(file).toString());
            }
        }
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(Problems.PLAN_YAML), source().yaml());
        Files.writeString(directory.resolve(Problems.MAILBOXES_CSV), source().csv());
    }

    static PlanSource source() {
        return new PlanSource(text(Problems.PLAN_YAML), text(Problems.MAILBOXES_CSV));
    }

    private static String text(String file) {
        try (InputStream stream = PlanExample.class.getResourceAsStream("/plan/example/" + file)) {
            return new String(java.util.Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The example's " + file + " cannot be read", e);
        }
    }
}

package org.mailferry.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Sha256;
import org.springframework.stereotype.Component;

/** The folder of sealed packs, {@code mailferry.audit.directory}. */
@Component
public class AuditPacks {
    private final AuditSettings settings;

    AuditPacks(AuditSettings settings) {
        this.settings = settings;
    }

    /** Writes the pack whole or not at all, named after the plan and the pack's digest; the same pack again is the same file. */
    public Path write(PlanName plan, byte[] zip) {
        Path file = settings.directory().resolve(plan + "-" + Sha256.hex(zip).substring(0, 16) + ".zip").toAbsolutePath().normalize();
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), plan.text(), ".part");
            Files.write(unfinished, zip);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("The audit pack cannot be written to " + file.getParent(), e);
        }
    }
}

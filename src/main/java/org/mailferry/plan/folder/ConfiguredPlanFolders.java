package org.mailferry.plan.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.PlanFolders;
import org.springframework.stereotype.Component;

/** The folders below {@code mailferry.plan.directory}. */
@Component
final class ConfiguredPlanFolders implements PlanFolders {
    private final PlanSettings settings;

    ConfiguredPlanFolders(PlanSettings settings) {
        this.settings = settings;
    }

    @Override public Optional<Content> find(PlanName name) {
        Path folder = settings.directory().resolve(name.text());
        return Files.isDirectory(folder) ? Optional.of(new PlanFolder(folder).content()) : Optional.empty();
    }

    @Override public String place() {
        return settings.directory().toAbsolutePath().normalize().toString();
    }
}

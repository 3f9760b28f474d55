package org.mailferry.target;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;

/** Finds the adapter of a plan's platform; where there is none, people make the accounts. */
@Component
public final class TargetPlatforms {
    private final Map<PlatformKind, PlatformAdapter> adapters;

    public TargetPlatforms(List<PlatformAdapter> adapters) {
        this.adapters = adapters.stream().collect(Collectors.toMap(PlatformAdapter::kind, Function.identity()));
    }

    public TargetPlatform of(TargetSystem system) {
        PlatformAdapter adapter = adapters.get(system.kind());
        if (adapter == null) {
            return new HandMadePlatform(system.kind());
        }
        return adapter.connect(system.api().orElseThrow(() -> MigrationException.permanent(
            "The plan names " + system.kind().label() + " as target but not its administration interface")));
    }
}

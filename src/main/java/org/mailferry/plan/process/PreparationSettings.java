package org.mailferry.plan.process;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param leftOutSteps pages of {@code instructions/steps} that this installation never shows, {@code *} for all */
@ConfigurationProperties("mailferry.preparation")
record PreparationSettings(@DefaultValue Set<String> leftOutSteps) {
    PreparationSettings {
        leftOutSteps = Set.copyOf(leftOutSteps);
    }

    boolean leavesOut(String step) {
        return leftOutSteps.contains("*") || leftOutSteps.contains(step);
    }
}

package org.mailferry.mailflow;

import java.time.Duration;
import java.util.List;

/**
 * What became of a probe.
 *
 * @param hops the hosts it came through, the first one first; empty when it did not arrive
 * @param problem why it is red, empty when it is green
 */
public record ProbeOutcome(Probe probe, Duration travelled, List<String> hops, String problem) {
    public ProbeOutcome {
        hops = List.copyOf(hops);
    }

    public boolean green() {
        return problem.isEmpty();
    }

    public String text() {
        String route = probe.route() + " for " + probe.recipient();
        if (!green()) {
            return "RED: " + route + ": " + problem;
        }
        return "green: " + route + ": arrived after " + travelled.toMillis() + " ms" + (hops.isEmpty() ? "" : " by way of " + String.join(", ", hops));
    }
}

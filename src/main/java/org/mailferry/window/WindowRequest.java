package org.mailferry.window;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Sha256;

/**
 * What a person asks for and the approver is shown.
 *
 * @param subject what the window is for, for example {@code corp/wave-2} or {@code corp INBOUND}
 * @param planHash the plan's hash at the moment of the request
 * @param evidenceHash the hash of what else was shown, for example of a forecast; empty for nothing else
 */
public record WindowRequest(PlanName plan, String subject, Instant start, Instant end, String reason, String requestedBy, String planHash,
                            String evidenceHash) {
    public WindowRequest {
        // Seconds, and what the column holds: the request must hash to the same value when it is read back.
        start = start.truncatedTo(ChronoUnit.SECONDS);
        end = end.truncatedTo(ChronoUnit.SECONDS);
        reason = reason.length() <= 4_000 ? reason : reason.substring(0, 3_999) + "…";
        if (requestedBy.isBlank()) {
            throw new IllegalArgumentException("A window request needs the name of who asks");
        }
        if (planHash.isBlank()) {
            throw new IllegalArgumentException("A window request needs the hash of the plan");
        }
    }

    /** SHA-256 of everything shown besides the plan. */
    public String shownHash() {
        return Sha256.hex(String.join("\n", plan.text(), subject, start.toString(), end.toString(), reason, requestedBy, evidenceHash));
    }
}

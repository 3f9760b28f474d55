package org.mailferry.window;

import java.time.Instant;
import java.util.Optional;
import org.mailferry.kernel.PlanName;

/**
 * A yes that binds to what was shown: to the plan's hash and to the hash of the evidence beside it. It was given by somebody other
 * than the requester and ends at {@code validUntil}.
 *
 * @param subject what was approved, for example {@code wave corp/wave-2} or {@code window 7b0c…}
 */
public record Approval(String id, PlanName plan, String subject, String requestedBy, String approver, String reason, String planHash,
                       String evidenceHash, Instant givenAt, Instant validUntil) {
    public Approval {
        if (approver.isBlank()) {
            throw new IllegalArgumentException("The approval of " + subject + " has no name under it");
        }
        if (approver.equals(requestedBy)) {
            throw new IllegalArgumentException("'" + approver + "' asked for " + subject + " and cannot approve it: somebody else must");
        }
    }

    /** Why it is no approval any more for this plan and evidence; empty while it is. */
    public Optional<String> problem(String planHashNow, String evidenceHashNow, Instant now) {
        if (!now.isBefore(validUntil)) {
            return Optional.of("The approval by " + approver + " ended at " + validUntil + ".");
        }
        if (!planHash.equals(planHashNow)) {
            return Optional.of("The plan changed after " + approver + " approved it.");
        }
        if (!evidenceHash.equals(evidenceHashNow)) {
            return Optional.of("What " + approver + " approved is not what stands now.");
        }
        return Optional.empty();
    }
}

package org.mailferry.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.springframework.stereotype.Service;

/** Approvals of waves: recorded with the hashes of what was shown, and looked up again by the steps that rely on them. */
@Service
public final class Approvals {
    private final WindowStore store;
    private final AuditTrail audit;
    private final Clock clock;

    public Approvals(WindowStore store, AuditTrail audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Records the approval of a wave. Safe to repeat: the same yes by the same person on the same evidence is recorded once.
     *
     * @throws MigrationException {@code PERMANENT} when the approver is the requester or nobody
     */
    public void approveWave(WaveId wave, String requestedBy, String approver, String reason, String planHash, String evidenceHash,
                            Duration validFor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Approval approval = bind(wave.plan(), subject(wave), requestedBy, approver, reason, planHash, evidenceHash, now, validFor);
        boolean known = store.latestApproval(wave.plan(), subject(wave))
            .filter(former -> former.approver().equals(approver) && former.problem(planHash, evidenceHash, now).isEmpty()).isPresent();
        if (!known) {
            store.add(approval);
            audit.record(new AuditEntry(wave.plan(), approver, "approved wave", wave.text(), text(approval)));
        }
    }

    /** Whether anybody ever approved the wave. */
    public boolean waveWasApproved(WaveId wave) {
        return store.latestApproval(wave.plan(), subject(wave)).isPresent();
    }

    /** Why no mailbox of the wave may start: there is no approval, or the latest one holds no more. Empty while it holds. */
    public Optional<String> problem(WaveId wave, String planHashNow, String evidenceHashNow) {
        return store.latestApproval(wave.plan(), subject(wave)).map(approval -> approval.problem(planHashNow, evidenceHashNow, clock.instant()))
            .orElse(Optional.of("Nobody approved wave " + wave + "."));
    }

    static Approval bind(PlanName plan, String subject, String requestedBy, String approver, String reason, String planHash,
                         String evidenceHash, Instant now, Duration validFor) {
        try {
            return new Approval(UUID.randomUUID().toString(), plan, subject, requestedBy, approver, reason, planHash, evidenceHash, now,
                now.plus(validFor));
        } catch (IllegalArgumentException e) {
            throw MigrationException.permanent(e.getMessage(), e);
        }
    }

    static String text(Approval approval) {
        return "plan " + approval.planHash() + ", evidence " + approval.evidenceHash() + ", valid until " + approval.validUntil()
            + (approval.reason().isBlank() ? "" : ": " + approval.reason());
    }

    private static String subject(WaveId wave) {
        return "wave " + wave.text();
    }
}

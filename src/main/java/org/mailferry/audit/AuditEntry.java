package org.mailferry.audit;

import org.mailferry.kernel.PlanName;

/**
 * @param actor the person's user id, or {@code system} for a delegate
 * @param action a past-tense verb phrase, for example {@code approved wave}
 * @param subject the id of what it was done to: a mailbox, wave, window, check
 * @param detail reason, figures or the evidence's id and hash; at most 4,000 characters, no secret
 */
public record AuditEntry(PlanName plan, String actor, String action, String subject, String detail) {
    public static final String SYSTEM = "system";

    public AuditEntry {
        if (detail.length() > 4_000) {
            detail = detail.substring(0, 3_999) + "…";
        }
    }

    public static AuditEntry bySystem(PlanName plan, String action, String subject, String detail) {
        return new AuditEntry(plan, SYSTEM, action, subject, detail);
    }
}

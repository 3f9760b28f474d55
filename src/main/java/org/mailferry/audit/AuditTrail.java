package org.mailferry.audit;

import java.util.List;
import org.mailferry.kernel.PlanName;

/**
 * The append-only record of what an auditor must see. Each entry carries the hash of the one before it, so that a changed or
 * removed entry is found by {@link #firstBreak}. Entries join the caller's transaction: what is rolled back never happened.
 */
public interface AuditTrail {
    /** Appends; safe to repeat only in the sense that a repeated call is a second entry. */
    void record(AuditEntry entry);

    /** Entries of a plan, oldest first. */
    List<RecordedEntry> of(PlanName plan);

    /** The sequence number of the first entry whose hash does not fit, empty when the chain holds. */
    java.util.OptionalLong firstBreak(PlanName plan);
}

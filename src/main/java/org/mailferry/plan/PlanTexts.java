package org.mailferry.plan;

import java.time.Instant;
import java.util.Optional;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.Plans.PlanSource;

/** The texts of stored plans, as evidence of what was approved. */
public interface PlanTexts {
    /** The current revision. @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when no such plan is stored */
    PlanSource current(PlanName name);

    /** When the present list of mailboxes was first loaded, whatever else of the plan changed since. @throws as {@link #current} */
    Optional<Instant> rosterSince(PlanName name);
}

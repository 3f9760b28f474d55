package org.mailferry.plan;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;

/** The plans known to the runbook, on every node alike. */
public interface Plans {
    /** Stores a checked plan, replacing the former revision. Members keep their state; mailboxes no longer planned keep their row. */
    void store(MigrationPlan plan, PlanSource source);

    Optional<MigrationPlan> find(PlanName name);

    /** @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when no such plan is stored */
    MigrationPlan get(PlanName name);

    /** @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when plan or mailbox is unknown */
    PlannedMailbox mailbox(MailboxId id);

    List<PlanName> names();

    /** The texts a plan was read from, kept so that every node reads the same plan. */
    record PlanSource(String yaml, String csv) {}
}

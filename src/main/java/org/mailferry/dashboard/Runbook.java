package org.mailferry.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.PlanName;

/** What the engine knows about a plan's migration. Nothing is hidden by the asker's rights: who may ask is the caller's business. */
public interface Runbook {
    /** The last migration of the plan, running or over. */
    Optional<Migration> migration(PlanName plan);

    /** Human steps that wait, oldest first. */
    List<WaitingStep> waiting(PlanName plan);

    /** Human steps that were done, oldest first. */
    List<DoneStep> done(PlanName plan);

    /**
     * @param phase label of the phase that runs, or of the end that was reached
     * @param incidents jobs that gave up and wait for an operator
     */
    record Migration(String instanceId, String phase, Instant startedAt, Optional<Instant> endedAt, long incidents) {}

    /** @param subject what it is about: a mailbox, a wave, a flow; empty for the plan */
    record WaitingStep(String taskId, String name, String subject, String groups, Instant since) {}

    /** @param who user id, empty when nobody had claimed it */
    record DoneStep(String name, String subject, String who, Instant at, String decision) {}
}

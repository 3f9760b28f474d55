package org.mailferry.dashboard;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.PlanName;

/** Says what a test put in. */
final class MemoryRunbook implements Runbook {
    Optional<Migration> migration = Optional.empty();
    List<WaitingStep> waiting = List.of();
    List<DoneStep> done = List.of();

    @Override public Optional<Migration> migration(PlanName plan) {
        return migration;
    }

    @Override public List<WaitingStep> waiting(PlanName plan) {
        return waiting;
    }

    @Override public List<DoneStep> done(PlanName plan) {
        return done;
    }
}

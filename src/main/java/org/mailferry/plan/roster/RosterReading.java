package org.mailferry.plan.roster;

import java.util.List;
import org.mailferry.plan.RosterEntry;

/** What a roster holds. With any problem nothing of it is to be used, so that nothing is half imported. */
public record RosterReading(List<RosterEntry> entries, List<RosterProblem> problems) {
    public RosterReading {
        entries = problems.isEmpty() ? List.copyOf(entries) : List.of();
        problems = List.copyOf(problems);
    }

    public boolean usable() {
        return problems.isEmpty();
    }
}

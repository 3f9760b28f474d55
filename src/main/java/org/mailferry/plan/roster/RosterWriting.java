package org.mailferry.plan.roster;

import java.util.List;

/** A roster to be written, or why it cannot be: a product would read it wrongly, or a spreadsheet would run it. */
public record RosterWriting(String text, List<RosterProblem> problems) {
    public RosterWriting {
        text = problems.isEmpty() ? text : "";
        problems = List.copyOf(problems);
    }
}

package org.mailferry.plan.folder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mailferry.plan.PlanProblem;

/** Collects everything that is wrong with a plan, so that it can be corrected in one go. */
final class Problems {
    static final String PLAN_YAML = "plan.yaml";
    static final String MAILBOXES_CSV = "mailboxes.csv";

    private final List<PlanProblem> found = new ArrayList<>();

    void inPlan(int line, String reason) {
        in(PLAN_YAML, line, reason);
    }

    void inMailboxes(int line, String reason) {
        in(MAILBOXES_CSV, line, reason);
    }

    void in(String file, int line, String reason) {
        found.add(new PlanProblem(file, line, reason));
    }

    boolean none() {
        return found.isEmpty();
    }

    /** {@code plan.yaml} first, by line; each problem once. */
    List<PlanProblem> sorted() {
        return found.stream().distinct().sorted(Comparator.comparing(PlanProblem::file, Comparator.reverseOrder())
            .thenComparing(PlanProblem::line)).toList();
    }
}

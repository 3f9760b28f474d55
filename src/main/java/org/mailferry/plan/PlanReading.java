package org.mailferry.plan;

import java.util.List;

/** A plan that may be used, or every reason why it may not. */
public sealed interface PlanReading {
    record Valid(MigrationPlan plan) implements PlanReading {}

    /** Nothing of the plan is used. Problems are in the order of the files and lines. */
    record Invalid(List<PlanProblem> problems) implements PlanReading {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}

package org.mailferry.audit;

import java.util.Collection;
import java.util.List;
import org.mailferry.kernel.PlanName;

/** The latest finding of each check about each subject: the evidence behind its one line, and where it goes on after a stop. */
public interface CheckedSubjects {
    /** Each replaces the one before about the same. */
    void record(PlanName plan, Collection<CheckedSubject> findings);

    /** In the order of checks and subjects. */
    List<CheckedSubject> of(PlanName plan);
}

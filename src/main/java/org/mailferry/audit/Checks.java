package org.mailferry.audit;

import java.util.List;
import org.mailferry.kernel.PlanName;

/** The latest result of each check of a plan. Recording a check again replaces its result; a waiver survives until the check is green. */
public interface Checks {
    void record(PlanName plan, CheckResult result);

    List<CheckResult> of(PlanName plan);

    /** Waives a red check. @throws IllegalArgumentException when there is no such red check or the reason is blank */
    void waive(PlanName plan, String checkId, String approver, String reason);
}

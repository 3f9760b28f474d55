package org.mailferry.plan.process;

import java.util.List;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.Plans;
import org.mailferry.process.RunbookBean;
import org.springframework.stereotype.Component;

/** The people of a plan, for expressions of the processes. */
@RunbookBean
@Component("planPeople")
public final class PlanPeople {
    private final Plans plans;

    PlanPeople(Plans plans) {
        this.plans = plans;
    }

    /** User ids of those who must each sign the rollback plan (V22). */
    public List<String> rollbackSigners(String planName) {
        return plans.get(PlanName.parse(planName)).people().rollbackSigners();
    }
}

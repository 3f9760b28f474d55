package org.mailferry.target.process;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.AccountListing;
import org.mailferry.kernel.ListedAccount;
import org.mailferry.kernel.PlanName;
import org.springframework.stereotype.Component;

/** Asks the platform that the plan names. */
@Component
final class PlannedAccountListing implements AccountListing {
    private final PlannedTargets targets;

    PlannedAccountListing(PlannedTargets targets) {
        this.targets = targets;
    }

    @Override public Optional<List<ListedAccount>> of(PlanName plan) {
        return targets.platformOf(plan).accounts();
    }
}

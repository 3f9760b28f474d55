package org.mailferry.kernel;

import java.util.List;
import java.util.Optional;

/** Shows which accounts a plan's target has; it never changes one. */
@FunctionalInterface
public interface AccountListing {
    /**
     * Every account of the target, or empty when its platform does not list its accounts to us.
     *
     * @throws MigrationException {@code TRANSIENT} or {@code THROTTLED} when the platform cannot answer now, {@code PERMANENT} when it
     *     refuses us; never with a part of the accounts
     */
    Optional<List<ListedAccount>> of(PlanName plan);
}

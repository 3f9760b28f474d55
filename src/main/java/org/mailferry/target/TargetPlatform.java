package org.mailferry.target;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.ListedAccount;

/**
 * The new platform's accounts. Every call is safe to repeat: it looks first and changes only what differs. Accounts are never
 * deleted, because a deleted login cannot be made again for 30 days (P30).
 *
 * <p>All calls throw {@link org.mailferry.kernel.MigrationException}: {@code TRANSIENT} or {@code THROTTLED} when the platform
 * cannot answer now, {@code PERMANENT} when it refuses us altogether (wrong service login, missing rights).
 */
public interface TargetPlatform {
    enum Feature { MAKES_ACCOUNTS, BLOCKS_ACCOUNTS }

    Set<Feature> features();

    /** An account as the platform shows it. @param quotaBytes empty where it shows none */
    record Account(OptionalLong quotaBytes) {}

    /** Empty when there is no such account. Only where the platform {@link Feature#MAKES_ACCOUNTS}. */
    default Optional<Account> find(EmailAddress address) {
        throw new UnsupportedOperationException("This platform shows no accounts");
    }

    /**
     * What separates the platform from this. Reads only, and every page once.
     *
     * @return empty when accounts are made by people, so that nothing can be compared
     */
    default Optional<TargetDifference> difference(DesiredTarget desired) {
        return Optional.empty();
    }

    /**
     * Makes one part of a difference as desired, and reads it back. It looks again first, so a part that is done already is left as it is.
     *
     * @param change not one that is left alone
     */
    default ProvisionResult make(TargetChange change, DesiredTarget desired) {
        throw new UnsupportedOperationException("This platform is changed by its administrator");
    }

    /** Every account, or empty where the platform does not list them to us. */
    default Optional<List<ListedAccount>> accounts() {
        return Optional.empty();
    }

    /** Makes sure that the account exists as desired and is open. */
    ProvisionResult provision(DesiredAccount account);

    /** Lets the owner in. @throws org.mailferry.kernel.MigrationException {@code PERMANENT} when there is no such account */
    AccessResult open(EmailAddress address);

    /** Keeps the owner out; mail for the account is kept. An account that does not exist counts as blocked. */
    AccessResult block(EmailAddress address);
}

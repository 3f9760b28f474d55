package org.mailferry.target;

import java.util.Set;
import org.mailferry.kernel.EmailAddress;

/** A platform whose accounts an administrator makes and blocks. It says so each time and claims nothing. */
record HandMadePlatform(PlatformKind kind) implements TargetPlatform {
    @Override public Set<Feature> features() {
        return Set.of();
    }

    @Override public ProvisionResult provision(DesiredAccount account) {
        return new ProvisionResult.LeftToPeople("Accounts of " + kind.label() + " are made by its administrator; "
            + "nothing was created or checked here. Logging in to the account is the next step.");
    }

    @Override public AccessResult open(EmailAddress address) {
        return byHand("opens");
    }

    @Override public AccessResult block(EmailAddress address) {
        return byHand("blocks");
    }

    private AccessResult byHand(String verb) {
        return new AccessResult(AccessResult.Outcome.LEFT_TO_PEOPLE,
            "The administrator of " + kind.label() + " " + verb + " the account; nothing was changed or checked here.");
    }
}

package org.mailferry.plan;

import java.time.Instant;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;

/** @param reason why it failed or was skipped, in words for an operator; empty otherwise */
public record Member(MailboxId id, String wave, MemberState state, String reason, Optional<Instant> switchedAt, Instant changedAt) {
    /**
     * Its user may have mail on the target that a rollback must bring back. One that never began, that was given up before its switch
     * or that is back already has none; its account on the target may not exist or is blocked.
     */
    public boolean canGoBack() {
        return switch (state) {
            case PLANNED, ROLLED_BACK -> false;
            case SKIPPED -> switchedAt.isPresent();
            default -> true;
        };
    }
}

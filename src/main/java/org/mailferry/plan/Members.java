package org.mailferry.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;

/** The ledger of the waves: one row a mailbox, counted instead of joined by the engine, so that a wave's cost is linear. */
public interface Members {
    Member get(MailboxId id);

    /** In the order of the plan. */
    List<Member> of(WaveId wave);

    List<Member> of(PlanName plan);

    Map<MemberState, Long> count(WaveId wave);

    Map<MemberState, Long> count(PlanName plan);

    /** Up to {@code limit} members of the wave in that state, in the order of the plan. */
    List<MailboxId> next(WaveId wave, MemberState state, int limit);

    /** Moves to a state. Safe to repeat. {@code reason} is empty unless failed or skipped. */
    void move(MailboxId id, MemberState state, String reason);

    /**
     * READY members of the wave whose delta pass is due, claimed for this caller by moving their next due time past {@code now};
     * a second caller gets others.
     */
    List<MailboxId> claimDueForDelta(WaveId wave, Instant now, java.time.Duration every, int limit);
}

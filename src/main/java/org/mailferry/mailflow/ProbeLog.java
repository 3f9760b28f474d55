package org.mailferry.mailflow;

import java.time.Instant;
import java.util.Set;
import org.mailferry.kernel.OwnMessages;
import org.mailferry.kernel.PlanName;

/**
 * Every probe ever sent. Entries are written in transactions of their own: a message that left us is known, whatever becomes of the step
 * that sent it.
 */
public interface ProbeLog extends OwnMessages {
    void sent(String messageId, Probe probe, Instant at);

    /** @param removed taken out of the mailbox it arrived in */
    void arrived(String messageId, Instant at, boolean removed);

    void failed(String messageId, String problem);

    /**
     * Message-IDs of the plan's probes since then, taken out of a mailbox or not: a copy pass may have carried one to the other side
     * in the moment before it was removed.
     */
    Set<String> recent(PlanName plan, Instant since);
}

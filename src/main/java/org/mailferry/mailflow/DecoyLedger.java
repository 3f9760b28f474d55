package org.mailferry.mailflow;

import java.time.Instant;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailflow.DecoyMailboxes.DecoyMessage;

/** Which messages in a decoy's mailbox somebody was told of. */
public interface DecoyLedger {
    /** @return false when it was told before */
    boolean tell(PlanName plan, EmailAddress decoy, DecoyMessage message, Instant at);
}

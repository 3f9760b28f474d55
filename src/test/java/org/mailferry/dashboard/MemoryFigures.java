package org.mailferry.dashboard;

import java.util.List;
import java.util.Map;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailsync.SyncFigures;

/** Says what a test put in. */
final class MemoryFigures implements SyncFigures {
    Map<MailboxId, Figures> known = Map.of();
    List<String> refusals = List.of();

    @Override public Map<MailboxId, Figures> of(PlanName plan) {
        return known;
    }

    @Override public List<String> refusals(MailboxId mailbox) {
        return refusals;
    }
}

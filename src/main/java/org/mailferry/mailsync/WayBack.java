package org.mailferry.mailsync;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Prepares a pass back: everything that the forward passes brought is known as already there, and what lay on the target before
 * the first contact is none of ours. What is left to copy is what arrived on the target after the copy.
 */
final class WayBack {
    private final SyncLedger ledger;
    private final Lease lease;

    WayBack(SyncLedger ledger, Lease lease) {
        this.ledger = ledger;
        this.lease = lease;
    }

    /** Safe to repeat; a later call adds what forward passes brought meanwhile. */
    void prepare() {
        Map<String, FolderRecord> back = ledger.folders(lease.mailbox(), Direction.BACK).stream()
            .collect(Collectors.toMap(FolderRecord::sourceName, Function.identity()));
        for (FolderRecord forward : ledger.folders(lease.mailbox(), Direction.FORWARD)) {
            if (forward.targetUidValidity() != 0) {
                FolderRecord known = back.get(forward.targetName());
                seed(known != null ? known : ledger.add(lease, Direction.BACK, mirrored(forward)), forward);
            }
        }
    }

    private void seed(FolderRecord back, FolderRecord forward) {
        if (back.sourceUidValidity() != forward.targetUidValidity()) {
            return;
        }
        Set<Long> known = ledger.sourceUids(back.id());
        List<MessageRecord> lines = ledger.messages(forward.id()).stream()
            .filter(line -> line.targetUid().isPresent() && !known.contains(line.targetUid().getAsLong())).map(WayBack::mirrored).toList();
        // One more foreign message than known makes the pass look at what the other side holds.
        ledger.record(lease, back.seenTarget(forward.nextSourceUid(), 1), lines);
    }

    private static FolderRecord mirrored(FolderRecord forward) {
        return new FolderRecord(0, forward.targetName(), forward.sourceName(), FolderRecord.State.COPY, "", forward.targetUidValidity(),
            forward.targetFirstUid(), OptionalLong.empty(), 0, forward.sourceUidValidity(), 1, 1, 1, 0);
    }

    private static MessageRecord mirrored(MessageRecord line) {
        OptionalLong there = line.outcome() == Outcome.EXPUNGED ? OptionalLong.empty() : OptionalLong.of(line.sourceUid());
        return new MessageRecord(line.targetUid().getAsLong(), there, Outcome.ALREADY_THERE, "", line.sha256(), line.sizeBytes(), line.date(),
            line.flags(), 0, 0);
    }
}

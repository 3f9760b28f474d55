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
    private static final int PAGE = 1_000;

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
        // What of the other side has no line here is somebody else's, and is looked at.
        FolderRecord seen = back.seenTarget(back.targetUidNext(), 1);
        List<MessageRecord> page = ledger.messagesAfter(forward.id(), Long.MIN_VALUE, PAGE);
        while (!page.isEmpty()) {
            List<MessageRecord> seeds = page.stream().filter(line -> line.targetUid().isPresent()).map(WayBack::mirrored).toList();
            Set<Long> known = ledger.find(back.id(), seeds.stream().map(MessageRecord::sourceUid).toList()).stream()
                .filter(line -> line.outcome() != Outcome.EXPUNGED).map(MessageRecord::sourceUid).collect(Collectors.toSet());
            ledger.record(lease, seen, seeds.stream().filter(line -> !known.contains(line.sourceUid())).toList());
            page = ledger.messagesAfter(forward.id(), page.get(page.size() - 1).sourceUid(), PAGE);
        }
    }

    private static FolderRecord mirrored(FolderRecord forward) {
        return new FolderRecord(0, forward.targetName(), forward.sourceName(), FolderRecord.State.COPY, "", forward.targetUidValidity(),
            forward.targetFirstUid(), OptionalLong.empty(), 0, forward.sourceUidValidity(), 1, 1, 0, 0);
    }

    private static MessageRecord mirrored(MessageRecord line) {
        OptionalLong there = line.outcome() == Outcome.EXPUNGED ? OptionalLong.empty() : OptionalLong.of(line.sourceUid());
        return new MessageRecord(line.targetUid().getAsLong(), there, Outcome.ALREADY_THERE, "", line.sha256(), line.sizeBytes(), line.date(),
            line.flags(), 0, 0);
    }
}

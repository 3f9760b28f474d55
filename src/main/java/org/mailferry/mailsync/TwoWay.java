package org.mailferry.mailsync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the steps of a two-way pass share. */
record TwoWay(PassContext context, TwoWayLedger links, TwoWayPolicy policy, long number) {
    private static final int CHUNK = 500;

    Instant now() {
        return context.deadline().clock().instant();
    }

    void commit(TwoWayChange change) {
        if (!change.isEmpty()) {
            links.commit(context.lease(), change);
        }
    }

    /** The mailbox's folders that are or were on both sides. */
    List<FolderRecord> folders() {
        return context.ledger().folders(context.lease().mailbox(), Direction.FORWARD).stream()
            .filter(folder -> folder.state() == FolderRecord.State.COPY || folder.state() == FolderRecord.State.GONE)
            .filter(folder -> folder.sourceUidValidity() != 0 && folder.targetUidValidity() != 0).toList();
    }

    JournalEntry entry(JournalEntry.Kind kind, FolderRecord folder, MessageRecord line, String text) {
        return new JournalEntry(now(), kind, folder.sourceName(), line.sourceUid(), line.targetUid().orElse(0), line.sha256(), text);
    }

    JournalEntry entry(JournalEntry.Kind kind, FolderRecord folder, String text) {
        return new JournalEntry(now(), kind, folder.sourceName(), 0, 0, "", text);
    }

    static <T> List<List<T>> chunks(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(from + CHUNK, all.size())));
        }
        return chunks;
    }
}

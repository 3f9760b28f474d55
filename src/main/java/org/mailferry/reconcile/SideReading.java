package org.mailferry.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.mailsync.Content;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Message;
import org.mailferry.mailsync.MessageEntry;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.mailsync.Uids;

/**
 * Sees one side of a folder, window by window of UIDs, behind what was seen before. What is read is digested and let go, so that a
 * FETCH may ask for many; digests are kept even when the connection breaks in the middle of a batch.
 */
final class SideReading {
    static final int WINDOW = 5_000;
    /** Messages are not held, so there may be many in a batch; its bytes stay bounded, because a slice ends between batches. */
    private static final int BATCH_MESSAGES = 1_000;

    private final OpenedFolder opened;
    private final Side side;
    private final Digests digests;
    private final long batchBytes;
    private final Progress progress;
    private final MessageIds messageIds;

    SideReading(OpenedFolder opened, Side side, Digests digests, MailsyncSettings settings, Progress progress, MessageIds messageIds) {
        this.opened = opened;
        this.side = side;
        this.digests = digests;
        this.batchBytes = settings.batchSize().toBytes();
        this.progress = progress;
        this.messageIds = messageIds;
    }

    /** @return false when time ran out before the folder's end */
    boolean run() {
        long[] uids = opened.uidsFrom(side.lastUid() + 1).stream().toArray();
        for (int from = 0; from < uids.length; from += WINDOW) {
            List<Long> window = Arrays.stream(uids, from, Math.min(from + WINDOW, uids.length)).boxed().toList();
            if (!progress.mayGoOn() || !see(window)) {
                return false;
            }
            progress.move();
        }
        return true;
    }

    private boolean see(List<Long> window) {
        List<MessageEntry> entries = opened.entries(window);
        Map<Long, String> known = new HashMap<>(digests.between(window.get(0), window.get(window.size() - 1)));
        if (!read(entries, known)) {
            return false;
        }
        Map<Long, MessageEntry> byUid = new HashMap<>();
        entries.forEach(entry -> byUid.put(entry.uid(), entry));
        Set<Long> unlisted = new HashSet<>(window);
        unlisted.removeAll(byUid.keySet());
        Collection<Long> untold = stillThere(unlisted);
        for (long uid : window) {
            MessageEntry entry = byUid.get(uid);
            // One that vanished between listing and reading is no longer there; one of which the server tells nothing is.
            if (entry != null && known.containsKey(uid)) {
                side.add(uid, known.get(uid), Side.epochSecond(entry.date()), entry.flags(), entry.sizeBytes(), messageIds.of(uid));
            } else if (entry == null && untold.contains(uid)) {
                side.add(uid, "", Side.NO_DATE, Flags.NONE, 0, 0);
            }
        }
        return true;
    }

    private Collection<Long> stillThere(Set<Long> unlisted) {
        if (unlisted.isEmpty()) {
            return unlisted;
        }
        Uids there = opened.uidsFrom(unlisted.stream().mapToLong(Long::longValue).min().orElse(1));
        return unlisted.stream().filter(there::contains).collect(Collectors.toSet());
    }

    /** Adds to {@code known} what was not read before; empty text for what the server does not give. */
    private boolean read(List<MessageEntry> entries, Map<Long, String> known) {
        List<MessageEntry> unread = entries.stream().filter(entry -> !known.containsKey(entry.uid())).toList();
        for (int from = 0; from < unread.size();) {
            List<MessageEntry> batch = batch(unread, from);
            from += batch.size();
            if (!progress.mayGoOn()) {
                return false;
            }
            Map<Long, String> read = new HashMap<>();
            try {
                opened.read(batch, message -> digest(message, read), (uid, reason) -> known.put(uid, ""));
            } finally {
                keep(read);
            }
            known.putAll(read);
        }
        return true;
    }

    private List<MessageEntry> batch(List<MessageEntry> unread, int from) {
        List<MessageEntry> batch = new ArrayList<>();
        long bytes = 0;
        for (int next = from; next < unread.size() && batch.size() < BATCH_MESSAGES; next++) {
            bytes += unread.get(next).sizeBytes();
            if (!batch.isEmpty() && bytes > batchBytes) {
                break;
            }
            batch.add(unread.get(next));
        }
        return batch;
    }

    private void digest(Message message, Map<Long, String> read) {
        try (Content content = message.content()) {
            read.put(message.uid(), content.sha256());
            messageIds.note(message.uid(), content);
        }
    }

    private void keep(Map<Long, String> read) {
        if (!read.isEmpty()) {
            digests.add(read);
            progress.move();
        }
    }
}

package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailferry.kernel.MailboxId;

/** The part of the ledger that two-way passes need, in memory, beside a {@link MemoryLedger}. */
final class MemoryTwoWayLedger implements TwoWayLedger {
    private record Key(long folderId, Side written, long counterpart) {}

    private final MemoryLedger ledger;
    private final Map<Long, Bookmark> bookmarks = new HashMap<>();
    private final Map<TwoWayChange.Place, Flags> targetFlags = new HashMap<>();
    private final Map<Key, Arrival> arrivals = new LinkedHashMap<>();
    final Map<Long, TwoWayRequest> requests = new LinkedHashMap<>();
    final List<JournalEntry> journal = new ArrayList<>();

    MemoryTwoWayLedger(MemoryLedger ledger) {
        this.ledger = ledger;
        ledger.doubting = folderId -> arrivals.keySet().removeIf(key -> key.folderId() == folderId);
    }

    /** What a person does. */
    void approveAll() {
        requests.replaceAll((id, request) -> request.state() == TwoWayRequest.State.REQUESTED ? request.over(TwoWayRequest.State.APPROVED, request.reason()) : request);
    }

    @Override public Bookmark bookmark(FolderRecord folder) {
        return bookmarks.getOrDefault(folder.id(), Bookmark.fresh(folder)).on(folder);
    }

    @Override public long linked(long folderId) {
        return ledger.messages(folderId).stream().filter(MessageRecord::isOnTarget).count();
    }

    @Override public List<MessageRecord> byTarget(long folderId, Collection<Long> targetUids) {
        return ledger.messages.get(folderId).values().stream().filter(line -> line.targetUid().isPresent() && targetUids.contains(line.targetUid().getAsLong())).toList();
    }

    @Override public Map<Long, Flags> targetFlags(long folderId, Collection<Long> sourceUids) {
        Map<Long, Flags> found = new HashMap<>();
        for (long uid : sourceUids) {
            Flags flags = targetFlags.get(new TwoWayChange.Place(folderId, uid));
            if (flags != null && ledger.messages.get(folderId).containsKey(uid)) {
                found.put(uid, flags);
            }
        }
        return found;
    }

    @Override public List<Arrival> arrivals(MailboxId mailbox) {
        return List.copyOf(arrivals.values());
    }

    @Override public List<TwoWayRequest> openRequests(MailboxId mailbox) {
        return requests.values().stream().filter(request -> request.state() != TwoWayRequest.State.DONE
            && (request.state() != TwoWayRequest.State.KEPT || request.subject() == TwoWayRequest.Subject.STOP)).toList();
    }

    @Override public void commit(Lease lease, TwoWayChange change) {
        ledger.write(lease, () -> {
            change.forgotten().forEach(place -> {
                ledger.messages.get(place.folderId()).remove(place.sourceUid());
                targetFlags.remove(place);
            });
            for (TwoWayChange.Line line : change.lines()) {
                ledger.messages.get(line.folderId()).put(line.record().sourceUid(), line.record());
                line.record().targetUid().ifPresent(ledger.foreign.get(line.folderId())::remove);
                line.targetFlags().ifPresent(flags -> targetFlags.put(new TwoWayChange.Place(line.folderId(), line.record().sourceUid()), flags));
            }
            change.folders().forEach(folder -> ledger.folders.put(folder.id(), folder));
            change.bookmarks().forEach(bookmark -> bookmarks.put(bookmark.folderId(), bookmark));
            change.settled().forEach(arrival -> arrivals.remove(key(arrival)));
            change.arrivals().forEach(arrival -> arrivals.put(key(arrival), arrival));
            change.requests().forEach(this::save);
            journal.addAll(change.journal());
        });
    }

    private void save(TwoWayRequest request) {
        long id = request.id() != 0 ? request.id() : requests.size() + 1;
        requests.put(id, new TwoWayRequest(id, request.subject(), request.side(), request.folderId(), request.sourceUid(), request.targetUid(),
            request.sha256(), request.amount(), request.reason(), request.state()));
    }

    private static Key key(Arrival arrival) {
        return new Key(arrival.folderId(), arrival.written(), arrival.counterpartUid());
    }
}

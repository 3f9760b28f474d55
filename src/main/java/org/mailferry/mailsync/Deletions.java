package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Carries out the deletions that may be: on the target because the plan says so, on the source because the plan says so and a person
 * approved exactly these. A message whose flags changed since, or that is not known for certain to be the one, stays.
 */
final class Deletions {
    private record Place(Side side, long folderId) {}

    private final TwoWay way;

    Deletions(TwoWay way) {
        this.way = way;
    }

    /** @return false when time ran out */
    boolean carryOut(List<FolderRecord> folders) {
        Map<Long, FolderRecord> byId = folders.stream().collect(Collectors.toMap(FolderRecord::id, Function.identity()));
        Map<Place, List<TwoWayRequest>> byPlace = new LinkedHashMap<>();
        way.links().openRequests(way.context().lease().mailbox()).stream()
            .filter(request -> request.subject() == TwoWayRequest.Subject.DELETION && request.state() == TwoWayRequest.State.APPROVED)
            .forEach(request -> byPlace.computeIfAbsent(new Place(request.side(), request.folderId()), place -> new ArrayList<>()).add(request));
        for (Map.Entry<Place, List<TwoWayRequest>> entry : byPlace.entrySet()) {
            FolderRecord folder = byId.get(entry.getKey().folderId());
            for (List<TwoWayRequest> chunk : TwoWay.chunks(entry.getValue())) {
                if (!way.context().mayGoOn()) {
                    return false;
                }
                if (folder != null) {
                    carryOut(entry.getKey().side(), folder, chunk);
                }
            }
        }
        return true;
    }

    private void carryOut(Side side, FolderRecord folder, List<TwoWayRequest> requests) {
        TwoWayChange change = new TwoWayChange();
        if (!way.policy().deletions().reach(side)) {
            requests.forEach(request -> keep(folder, request, "the plan carries no deletions there any more", change));
            way.commit(change);
            return;
        }
        Optional<OpenedFolder> opened = open(side, folder);
        Map<Long, MessageEntry> there = opened.map(found -> found.entries(requests.stream().map(request -> uid(side, request)).toList())).orElse(List.of())
            .stream().collect(Collectors.toMap(MessageEntry::uid, Function.identity()));
        Map<Long, MessageRecord> lines = way.context().ledger().find(folder.id(), requests.stream().map(TwoWayRequest::sourceUid).toList()).stream()
            .collect(Collectors.toMap(MessageRecord::sourceUid, Function.identity()));
        Map<Long, Flags> bases = way.links().targetFlags(folder.id(), lines.keySet());
        List<Long> doomed = new ArrayList<>();
        for (TwoWayRequest request : requests) {
            MessageRecord line = lines.get(request.sourceUid());
            MessageEntry entry = there.get(uid(side, request));
            if (line == null || !isMeant(side, request, line) || opened.isEmpty()) {
                keep(folder, request, "it cannot be told for certain which message is meant", change);
            } else if (entry != null && !entry.flags().equals(base(side, opened.get(), line, bases))) {
                keep(folder, request, "its flags were changed on the " + side.text() + " since: " + entry.flags(), change);
            } else if (entry != null && !opened.get().expungesSingly()) {
                keep(folder, request, "the server removes no single messages", change);
            } else {
                doomed.add(uid(side, request));
                delete(side, folder, request, line, change);
            }
        }
        opened.filter(found -> !doomed.isEmpty() && found.expungesSingly()).ifPresent(found -> found.expunge(doomed));
        way.commit(change);
    }

    private Optional<OpenedFolder> open(Side side, FolderRecord folder) {
        try {
            OpenedFolder opened = side.store(way.context()).openForWriting(side.folder(folder));
            return Optional.of(opened).filter(found -> found.status().uidValidity() == side.uidValidity(folder));
        } catch (FolderRefusedException e) {
            // A folder that is not there holds nothing to delete; what is asked for is told as kept.
            return Optional.empty();
        }
    }

    private static long uid(Side side, TwoWayRequest request) {
        return side == Side.SOURCE ? request.sourceUid() : request.targetUid();
    }

    private static boolean isMeant(Side side, TwoWayRequest request, MessageRecord line) {
        boolean same = line.sha256().equals(request.sha256());
        return same && (side == Side.SOURCE ? line.outcome() == Outcome.TARGET_GONE || line.outcome() == Outcome.EXPUNGED
            : line.outcome() == Outcome.EXPUNGED && line.targetUid().orElse(0) == request.targetUid());
    }

    private static Flags base(Side side, OpenedFolder opened, MessageRecord line, Map<Long, Flags> bases) {
        return side == Side.SOURCE ? line.flags() : bases.getOrDefault(line.sourceUid(), opened.storable(line.flags()));
    }

    private void keep(FolderRecord folder, TwoWayRequest request, String why, TwoWayChange change) {
        String text = "Deleted on the " + request.side().other().text() + ", kept on the " + request.side().text() + ": " + why;
        change.request(request.over(TwoWayRequest.State.KEPT, text)).journal(entry(JournalEntry.Kind.CONFLICT, folder, request, text));
    }

    private void delete(Side side, FolderRecord folder, TwoWayRequest request, MessageRecord line, TwoWayChange change) {
        way.context().tally().deletions++;
        change.request(request.over(TwoWayRequest.State.DONE, request.reason()));
        change.line(folder.id(), side == Side.SOURCE ? line.expunged() : line.withoutTarget());
        change.journal(entry(JournalEntry.Kind.DELETED, folder, request, "Deleted on the " + side.other().text() + ", and so on the " + side.text()));
    }

    private JournalEntry entry(JournalEntry.Kind kind, FolderRecord folder, TwoWayRequest request, String text) {
        return new JournalEntry(way.now(), kind, folder.sourceName(), request.sourceUid(), request.targetUid(), request.sha256(), text);
    }
}

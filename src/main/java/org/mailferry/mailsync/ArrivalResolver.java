package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks the written side what became of appends and moves. What is found there is linked to its counterpart, and only then does the
 * old copy of a moved message go.
 */
final class ArrivalResolver {
    private record Place(long folderId, Side written) {}

    private final TwoWay way;
    private final Map<Long, FolderRecord> folders;

    ArrivalResolver(TwoWay way, Collection<FolderRecord> folders) {
        this.way = way;
        this.folders = folders.stream().collect(Collectors.toMap(FolderRecord::id, Function.identity()));
    }

    /**
     * Settles what earlier slices left open.
     *
     * @param quiet nothing of it can still be stored: a move that did not happen is forgotten, and found anew
     * @return whether all is known to have happened, or not to
     */
    boolean settle(boolean quiet) {
        List<Arrival> open = way.links().arrivals(way.context().lease().mailbox()).stream()
            .filter(arrival -> arrival.state() == Arrival.State.INTENDED && folders.containsKey(arrival.folderId())).toList();
        List<Arrival> wanted = open.stream().filter(arrival -> !isLinked(arrival)).toList();
        settle(wanted, Map.of(), quiet);
        return wanted.isEmpty() || way.links().arrivals(way.context().lease().mailbox()).stream().noneMatch(wanted::contains);
    }

    /** The pass forward met it on the source, and found its content on the target. */
    private boolean isLinked(Arrival arrival) {
        boolean linked = !arrival.isMove() && arrival.written() == Side.SOURCE
            && way.links().byTarget(arrival.folderId(), List.of(arrival.counterpartUid())).stream().anyMatch(MessageRecord::isOnTarget);
        if (linked) {
            way.commit(new TwoWayChange().settled(arrival));
        }
        return linked;
    }

    /** @param known UIDs in the new folder, by counterpart, as far as the server told them */
    void settle(List<Arrival> arrivals, Map<Long, Long> known) {
        settle(arrivals, known, true);
    }

    private void settle(List<Arrival> arrivals, Map<Long, Long> known, boolean quiet) {
        Map<Place, List<Arrival>> byPlace = new LinkedHashMap<>();
        arrivals.stream().filter(arrival -> arrival.state() == Arrival.State.INTENDED && folders.containsKey(arrival.folderId()))
            .forEach(arrival -> byPlace.computeIfAbsent(new Place(arrival.folderId(), arrival.written()), place -> new ArrayList<>()).add(arrival));
        byPlace.forEach((place, open) -> settle(folders.get(place.folderId()), place.written(), open, known, quiet));
    }

    private void settle(FolderRecord folder, Side written, List<Arrival> open, Map<Long, Long> known, boolean quiet) {
        Map<Arrival, MessageEntry> found = new LinkedHashMap<>();
        try {
            OpenedFolder opened = written.store(way.context()).openForReading(written.folder(folder));
            if (opened.status().uidValidity() == written.uidValidity(folder)) {
                long floor = open.stream().mapToLong(Arrival::floor).min().orElse(1);
                found.putAll(match(opened, SideLook.arrived(way, written, folder, floor, opened), open, known));
            }
        } catch (FolderRefusedException e) {
            // The folder went away meanwhile, and what was brought there with it; it is looked for anew.
            found.clear();
        }
        for (Arrival arrival : open) {
            MessageEntry entry = found.get(arrival);
            if (entry != null) {
                link(folder, arrival, entry);
            } else if (arrival.isMove() && quiet) {
                way.commit(new TwoWayChange().settled(arrival));
            }
        }
    }

    private static Map<Arrival, MessageEntry> match(OpenedFolder opened, List<MessageEntry> entries, List<Arrival> open, Map<Long, Long> known) {
        Map<Long, MessageEntry> free = new LinkedHashMap<>();
        entries.forEach(entry -> free.put(entry.uid(), entry));
        Map<Arrival, MessageEntry> found = new LinkedHashMap<>();
        for (Arrival arrival : open) {
            Optional.ofNullable(known.get(arrival.counterpartUid())).map(free::remove).ifPresent(entry -> found.put(arrival, entry));
        }
        List<Arrival> unknown = open.stream().filter(arrival -> !found.containsKey(arrival)).toList();
        Set<MessageEntry> candidates = new HashSet<>();
        unknown.forEach(arrival -> free.values().stream().filter(entry -> sameDate(arrival, entry)).forEach(candidates::add));
        Map<Long, String> digests = candidates.isEmpty() ? new HashMap<>() : Digests.of(opened, candidates);
        take(unknown, free, found, (arrival, entry) -> arrival.sha256().equals(digests.get(entry.uid())));
        // A server may change the bytes of what it stores; an append of ours is then known by its size.
        take(unknown, free, found, (arrival, entry) -> !arrival.isMove() && arrival.sizeBytes() == entry.sizeBytes());
        return found;
    }

    private static void take(List<Arrival> wanted, Map<Long, MessageEntry> free, Map<Arrival, MessageEntry> found,
                             java.util.function.BiPredicate<Arrival, MessageEntry> same) {
        for (Arrival arrival : wanted) {
            if (!found.containsKey(arrival)) {
                free.values().stream().filter(entry -> entry.uid() >= arrival.floor() && sameDate(arrival, entry) && same.test(arrival, entry))
                    .findFirst().ifPresent(entry -> found.put(arrival, free.remove(entry.uid())));
            }
        }
    }

    private static boolean sameDate(Arrival arrival, MessageEntry entry) {
        return entry.date().sameInstantAs(arrival.date());
    }

    private void link(FolderRecord folder, Arrival arrival, MessageEntry entry) {
        TwoWayChange change = new TwoWayChange().settled(arrival);
        if (!arrival.isMove()) {
            Flags kept = FlagMerge.common(arrival.flags(), entry.flags());
            way.context().tally().copied++;
            way.context().tally().bytes += arrival.sizeBytes();
            MessageRecord line = arrival.line(entry.uid(), Outcome.ALREADY_THERE, kept);
            FolderRecord now = current(folder);
            change.line(folder.id(), line, arrival.flags()).folder(now.nextSourceUid() == entry.uid() ? now.handledUpTo(entry.uid() + 1) : now);
            way.commit(change);
            return;
        }
        FolderRecord from = folders.get(arrival.fromFolderId());
        List<Long> place = List.of(arrival.lineSourceUid());
        Optional<MessageRecord> old = way.context().ledger().find(arrival.lineFolderId(), place).stream().findFirst();
        Optional<Flags> targetBase = Optional.ofNullable(way.links().targetFlags(arrival.lineFolderId(), place).get(arrival.lineSourceUid()));
        MessageRecord line = arrival.line(entry.uid(), old.map(MessageRecord::outcome).orElse(Outcome.ALREADY_THERE), old.map(MessageRecord::flags).orElse(arrival.flags()));
        targetBase.ifPresentOrElse(flags -> change.line(folder.id(), line, flags), () -> change.line(folder.id(), line));
        boolean stays = from != null && !removed(arrival, from);
        leave(arrival, old, stays, change);
        String origin = from == null ? "another folder" : "'" + from.sourceName() + "'";
        change.journal(way.entry(JournalEntry.Kind.MOVED, folder, line, "Moved on the " + arrival.written().other().text() + " from " + origin + " to '"
            + folder.sourceName() + "', and so on the " + arrival.written().text()
            + (stays ? "; the old copy stays there, because the server removes no single messages" : "")));
        way.context().tally().moves++;
        way.commit(change);
    }

    /** The old place is forgotten; an old copy that stays is remembered, so that it is taken for nothing new. */
    private static void leave(Arrival arrival, Optional<MessageRecord> old, boolean stays, TwoWayChange change) {
        if (stays && arrival.lineFolderId() == arrival.fromFolderId() && old.isPresent()) {
            change.line(arrival.lineFolderId(), arrival.written() == Side.TARGET ? old.get().expunged() : old.get().gone());
            return;
        }
        change.forget(arrival.lineFolderId(), arrival.lineSourceUid());
        if (stays) {
            old.ifPresent(line -> change.line(arrival.fromFolderId(), line.alone(arrival.fromUid())));
        }
    }

    private FolderRecord current(FolderRecord folder) {
        return way.folders().stream().filter(now -> now.id() == folder.id()).findFirst().orElse(folder);
    }

    /** @return whether nothing is left at the old place */
    private boolean removed(Arrival arrival, FolderRecord from) {
        try {
            OpenedFolder opened = arrival.written().store(way.context()).openForWriting(arrival.written().folder(from));
            boolean other = opened.status().uidValidity() != arrival.written().uidValidity(from);
            if (other || opened.entries(List.of(arrival.fromUid())).isEmpty()) {
                return true;
            }
            if (opened.expungesSingly()) {
                opened.expunge(List.of(arrival.fromUid()));
            }
            return opened.expungesSingly();
        } catch (FolderRefusedException e) {
            // A folder that is gone holds no old copy.
            return true;
        }
    }
}

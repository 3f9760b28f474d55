package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.mailsync.MoveFinder.Move;

/** Repeats on one side what a user moved on the other. Moved on both, the source's place counts. */
final class Relocation {
    private record Way(FolderRecord from, FolderRecord to) {}

    private final TwoWay way;
    private final ArrivalResolver resolver;
    private final Map<Long, Move> there;

    /** @param targetMoves what the target's user moved */
    Relocation(TwoWay way, Collection<FolderRecord> folders, List<Move> targetMoves) {
        this.way = way;
        this.resolver = new ArrivalResolver(way, folders);
        this.there = new HashMap<>();
        targetMoves.stream().filter(move -> move.line().isOnTarget()).forEach(move -> there.put(key(move), move));
    }

    private static long key(Move move) {
        return move.from().id() << 33 ^ move.line().sourceUid();
    }

    /**
     * @param goneThere whether the message of a line is gone from the other side too
     * @return false when time ran out
     */
    boolean run(List<Move> sourceMoves, List<Move> targetMoves, Function<Move, Boolean> goneThere) {
        List<Arrival> arrivals = new ArrayList<>();
        Set<Long> both = new HashSet<>();
        for (Move move : sourceMoves) {
            Move other = there.get(key(move));
            if (other != null) {
                both.add(key(move));
                arrivals.addAll(onBoth(move, other));
            } else if (move.line().isOnTarget() && !goneThere.apply(move)) {
                arrivals.add(arrival(move, move.from(), move.line().targetUid().getAsLong()));
            } else {
                way.commit(new TwoWayChange().forget(move.from().id(), move.line().sourceUid())
                    .line(move.to().id(), follow(move).gone())
                    .journal(way.entry(JournalEntry.Kind.KEPT, move.to(), follow(move), "Moved here on the source, deleted on the target: it is not brought back there")));
            }
        }
        for (Move move : targetMoves) {
            if (both.contains(key(move)) && move.line().isOnTarget()) {
                continue;
            }
            if (move.line().isOnTarget() && !goneThere.apply(move)) {
                arrivals.add(arrival(move, move.from(), move.line().sourceUid()));
            } else {
                orphan(move);
            }
        }
        return carryOut(arrivals);
    }

    /** Deleted on the source, moved on the target: it stays where the target's user put it, and does not come back to the source. */
    private void orphan(Move move) {
        MessageRecord line = move.line().alone(move.arrived().uid());
        way.commit(new TwoWayChange().forget(move.from().id(), move.line().sourceUid()).line(move.to().id(), line)
            .journal(way.entry(JournalEntry.Kind.KEPT, move.to(), move.line(), "Moved here on the target, deleted on the source: it stays on the target only")));
    }

    private List<Arrival> onBoth(Move source, Move target) {
        if (source.to().id() == target.to().id()) {
            MessageRecord line = new MessageRecord(source.arrived().uid(), OptionalLong.of(target.arrived().uid()), Outcome.ALREADY_THERE, "",
                source.line().sha256(), source.line().sizeBytes(), source.line().date(), source.line().flags(), 0, 0);
            TwoWayChange change = new TwoWayChange().forget(source.from().id(), source.line().sourceUid());
            bases(source).ifPresentOrElse(flags -> change.line(source.to().id(), line, flags), () -> change.line(source.to().id(), line));
            way.commit(change);
            return List.of();
        }
        way.commit(new TwoWayChange().journal(way.entry(JournalEntry.Kind.CONFLICT, source.to(), source.line(), "Moved on the source to '"
            + source.to().sourceName() + "', on the target to '" + target.to().sourceName() + "': the source's place counts")));
        return List.of(arrival(source, target.to(), target.arrived().uid()));
    }

    private Optional<Flags> bases(Move move) {
        return Optional.ofNullable(way.links().targetFlags(move.from().id(), List.of(move.line().sourceUid())).get(move.line().sourceUid()));
    }

    private static MessageRecord follow(Move move) {
        MessageRecord line = move.line();
        return new MessageRecord(move.arrived().uid(), OptionalLong.empty(), line.outcome(), line.reason(), line.sha256(), line.sizeBytes(), line.date(),
            line.flags(), 0, 0);
    }

    /** @param holds where the written side has it now */
    private Arrival arrival(Move move, FolderRecord holds, long uid) {
        MessageRecord line = move.line();
        return new Arrival(move.to().id(), move.side().other(), move.arrived().uid(), holds.id(), uid, move.from().id(), line.sourceUid(), Arrival.State.INTENDED, line.sha256(), line.sizeBytes(), line.date(), line.flags(), 0, 0);
    }

    private boolean carryOut(List<Arrival> arrivals) {
        Map<List<Object>, List<Arrival>> groups = arrivals.stream().collect(Collectors.groupingBy(arrival ->
            List.of(arrival.written(), arrival.fromFolderId(), arrival.folderId()), LinkedHashMap::new, Collectors.toList()));
        Map<Long, FolderRecord> folders = way.folders().stream().collect(Collectors.toMap(FolderRecord::id, Function.identity()));
        for (List<Arrival> group : groups.values()) {
            for (List<Arrival> chunk : TwoWay.chunks(group)) {
                if (!way.context().mayGoOn()) {
                    return false;
                }
                Arrival first = chunk.get(0);
                carryOut(first.written(), new Way(folders.get(first.fromFolderId()), folders.get(first.folderId())), chunk);
            }
        }
        return true;
    }

    private void carryOut(Side written, Way path, List<Arrival> chunk) {
        MailStore store = written.store(way.context());
        List<Arrival> begun = List.of();
        Map<Long, Long> places = new HashMap<>();
        try {
            long floor = store.status(written.folder(path.to())).uidNext();
            begun = chunk.stream().map(arrival -> arrival.from(floor)).toList();
            way.commit(new TwoWayChange().arrivals(begun));
            OpenedFolder opened = store.openForWriting(written.folder(path.from()));
            List<Long> uids = chunk.stream().map(Arrival::fromUid).toList();
            Map<Long, Long> told = opened.moves() ? opened.move(uids, written.folder(path.to())) : opened.copy(uids, written.folder(path.to()));
            chunk.stream().filter(arrival -> told.containsKey(arrival.fromUid())).forEach(arrival -> places.put(arrival.counterpartUid(), told.get(arrival.fromUid())));
        } catch (FolderRefusedException e) {
            way.commit(new TwoWayChange().journal(way.entry(JournalEntry.Kind.REFUSED, path.to(), chunk.size() + " messages were not moved on the "
                + written.text() + ": " + e.getMessage())));
        }
        resolver.settle(begun, places);
    }
}

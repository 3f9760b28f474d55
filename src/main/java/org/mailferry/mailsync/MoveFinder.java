package org.mailferry.mailsync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a message that left one folder and came to another of the same side: the same content with the same date. It
 * may also have come back to the folder that it left.
 */
final class MoveFinder {
    /** @param line its line in the folder that it left */
    record Move(Side side, FolderRecord from, MessageRecord line, FolderRecord to, MessageEntry arrived) {
        /** It left the folder and came back under another UID. */
        boolean isReturn() {
            return from.id() == to.id();
        }
    }

    private record Origin(FolderRecord folder, MessageRecord line) {}

    private record Candidate(SideLook look, MessageEntry entry) {}

    private final TwoWay way;
    private boolean complete = true;

    MoveFinder(TwoWay way) {
        this.way = way;
    }

    /** False when time ran out before every message that could have been moved was read: what is found is true, and not all. */
    boolean isComplete() {
        return complete;
    }

    /** Reads only messages whose date is that of one that left; those of its size first. */
    List<Move> find(Side side, List<SideLook> looks) {
        if (looks.stream().noneMatch(SideLook::misses)) {
            return List.of();
        }
        List<Candidate> arrived = looks.stream().flatMap(look -> look.arrived().stream().map(entry -> new Candidate(look, entry))).toList();
        Set<Instant> dates = arrived.stream().map(each -> each.entry().date().instant()).collect(Collectors.toSet());
        Map<Instant, List<Origin>> gone = new HashMap<>();
        if (!dates.isEmpty()) {
            looks.forEach(look -> look.gone().filter(line -> followed(side, line) && dates.contains(line.date().instant())).forEach(line ->
                gone.computeIfAbsent(line.date().instant(), date -> new ArrayList<>()).add(new Origin(look.folder(), line))));
        }
        List<Move> moves = new ArrayList<>();
        for (boolean sameSize : new boolean[] {true, false}) {
            arrived.stream().filter(each -> origins(gone, each).findAny().isPresent())
                .filter(each -> origins(gone, each).anyMatch(origin -> origin.line().sizeBytes() == each.entry().sizeBytes()) == sameSize)
                .collect(Collectors.groupingBy(Candidate::look, LinkedHashMap::new, Collectors.mapping(Candidate::entry, Collectors.toList())))
                .forEach((look, entries) -> read(side, look, entries, gone, moves));
        }
        return moves;
    }

    private static Stream<Origin> origins(Map<Instant, List<Origin>> gone, Candidate candidate) {
        return gone.getOrDefault(candidate.entry().date().instant(), List.of()).stream();
    }

    /** A message that is on one side only is followed there, so that its new place is taken for nothing new. */
    private static boolean followed(Side side, MessageRecord line) {
        Outcome alone = side == Side.SOURCE ? Outcome.TARGET_GONE : Outcome.EXPUNGED;
        return !line.sha256().isEmpty() && (line.isOnTarget() || line.outcome() == alone);
    }

    private void read(Side side, SideLook look, List<MessageEntry> entries, Map<Instant, List<Origin>> gone, List<Move> moves) {
        OpenedFolder opened = side.store(way.context()).openForReading(side.folder(look.folder()));
        Batches batches = new Batches(way.context().settings(), entries, uid -> false);
        while (batches.hasNext()) {
            if (way.context().deadline().isOver() && !moves.isEmpty()) {
                complete = false;
                return;
            }
            List<MessageEntry> batch = batches.next();
            Map<Long, String> digests = Digests.of(opened, batch);
            batch.forEach(entry -> origin(gone, entry, digests.get(entry.uid()))
                .ifPresent(origin -> moves.add(new Move(side, origin.folder(), origin.line(), look.folder(), entry))));
        }
    }

    private static Optional<Origin> origin(Map<Instant, List<Origin>> gone, MessageEntry entry, @Nullable String digest) {
        List<Origin> origins = gone.getOrDefault(entry.date().instant(), List.of());
        Optional<Origin> found = origins.stream().filter(origin -> origin.line().sha256().equals(digest)).findFirst();
        found.ifPresent(origins::remove);
        return found;
    }
}

package org.mailferry.mailsync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private record Arrived(FolderRecord folder, MessageEntry entry) {}

    private final TwoWay way;

    MoveFinder(TwoWay way) {
        this.way = way;
    }

    /** Reads only messages whose date is that of one that left. */
    List<Move> find(Side side, List<SideLook> looks) {
        Map<Instant, List<MoveOrigin>> gone = new HashMap<>();
        for (SideLook look : looks) {
            look.gone().stream().filter(line -> followed(side, line)).forEach(line ->
                gone.computeIfAbsent(line.date().instant(), date -> new ArrayList<>()).add(new MoveOrigin(look.folder(), line)));
        }
        List<Move> moves = new ArrayList<>();
        if (!gone.isEmpty()) {
            looks.forEach(look -> moves.addAll(into(side, look, gone)));
        }
        return moves;
    }

    /** A message that is on one side only is followed there, so that its new place is taken for nothing new. */
    private static boolean followed(Side side, MessageRecord line) {
        Outcome alone = side == Side.SOURCE ? Outcome.TARGET_GONE : Outcome.EXPUNGED;
        return !line.sha256().isEmpty() && (line.isOnTarget() || line.outcome() == alone);
    }

    private record MoveOrigin(FolderRecord folder, MessageRecord line) {}

    private List<Move> into(Side side, SideLook look, Map<Instant, List<MoveOrigin>> gone) {
        List<MessageEntry> candidates = look.arrived().stream().filter(entry -> !gone.getOrDefault(entry.date().instant(), List.of()).isEmpty()).toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        Map<Long, String> digests = Digests.of(side.store(way.context()).openForReading(side.folder(look.folder())), candidates);
        List<Move> moves = new ArrayList<>();
        for (MessageEntry entry : candidates) {
            List<MoveOrigin> origins = gone.get(entry.date().instant());
            origins.stream().filter(origin -> origin.line().sha256().equals(digests.get(entry.uid())))
                .findFirst().ifPresent(origin -> {
                    origins.remove(origin);
                    moves.add(new Move(side, origin.folder(), origin.line(), look.folder(), entry));
                });
        }
        return moves;
    }
}

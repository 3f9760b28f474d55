package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.mailsync.MoveFinder.Move;
import org.slf4j.MDC;

/**
 * One slice of a pass while both servers are in use: what left its place is moved or noted as gone, then new mail comes forward, then
 * flags are merged and the target's new mail goes to the source. Every step is in the ledger before the next one starts; what
 * was done is not found again by the next look, so it may end anywhere and begin again.
 */
final class TwoWayPass {
    private record Pair(FolderRecord folder, Bookmark bookmark, SideLook source, SideLook target) {}

    /** @param complete every message that may have been moved was read */
    private record Looked(List<Pair> pairs, List<Move> sourceMoves, List<Move> targetMoves, boolean complete) {
        private List<SideLook> looks(Side side) {
            return pairs.stream().map(pair -> side == Side.SOURCE ? pair.source() : pair.target()).toList();
        }

        /** The message of the move's line is gone from the other side too. */
        private boolean isGoneThere(Move move) {
            return looks(move.side().other()).stream().anyMatch(look -> look.folder().id() == move.from().id() && look.misses(move.line()));
        }

        private List<Move> plain(List<Move> moves) {
            return moves.stream().filter(move -> move.line().isOnTarget() && !isGoneThere(move)).toList();
        }
    }

    private record Gone(long folderId, long sourceUid) {}

    private final TwoWay way;
    private final PassContext context;
    private final MailboxPass forward;

    TwoWayPass(PassContext slice, TwoWayLedger links, TwoWayPolicy policy) {
        this.context = slice.between(new AskedOnce(slice.source()), new AskedOnce(slice.target()));
        this.way = new TwoWay(context, links, policy, context.pass().number());
        this.forward = new MailboxPass(context, Direction.FORWARD);
    }

    /**
     * {@code TIME_OVER} also when quota ran out, or a person has to look first. {@code LATER}: what a lost answer left open may still be
     * stored.
     */
    Ending run() {
        new TwoWayFolders(way, forward).prepare();
        // Asked before the servers are: what comes to be after that answer would be sent a second time.
        boolean quiet = context.unquiet().isZero();
        if (!new ArrivalResolver(way, way.folders()).settle(quiet) && !quiet) {
            return Ending.LATER;
        }
        Looked looked = look();
        while (relinked(looked)) {
            if (!looked.complete()) {
                return Ending.TIME_OVER;
            }
            looked = look();
        }
        if (!places(looked) || !new Deletions(way).carryOut(way.folders())) {
            return Ending.TIME_OVER;
        }
        Ending arrived = forward.run();
        return arrived != Ending.THROUGH ? arrived : contents(looked.pairs()) ? Ending.THROUGH : Ending.TIME_OVER;
    }

    private Looked look() {
        List<Pair> pairs = pairs();
        MoveFinder finder = new MoveFinder(way);
        List<Move> sourceMoves = finder.find(Side.SOURCE, pairs.stream().map(Pair::source).toList());
        List<Move> targetMoves = finder.find(Side.TARGET, pairs.stream().map(Pair::target).toList());
        return new Looked(pairs, sourceMoves, targetMoves, finder.isComplete());
    }

    /** @return whether a message was found again in its own folder, so that everything is to be looked at anew */
    private boolean relinked(Looked looked) {
        TwoWayChange change = new TwoWayChange();
        Stream<Move> returns = looked.sourceMoves().stream().anyMatch(Move::isReturn) ? looked.sourceMoves().stream() : looked.targetMoves().stream();
        returns.filter(Move::isReturn).forEach(move -> {
            Optional<Flags> base = Optional.ofNullable(way.links().targetFlags(move.from().id(), List.of(move.line().sourceUid())).get(move.line().sourceUid()));
            MessageRecord line = move.line().under(move.side(), move.arrived().uid());
            change.forget(move.from().id(), move.line().sourceUid());
            base.ifPresentOrElse(flags -> change.line(move.from().id(), line, flags), () -> change.line(move.from().id(), line));
        });
        boolean any = !change.isEmpty();
        way.commit(change);
        return any;
    }

    private List<Pair> pairs() {
        Set<String> here = names(context.source());
        Set<String> there = names(context.target());
        List<Pair> pairs = new ArrayList<>();
        for (FolderRecord folder : way.folders()) {
            Bookmark bookmark = way.links().bookmark(folder);
            if (bookmark.finishedPass() < way.number()) {
                pairs.add(new Pair(folder, bookmark, SideLook.at(way, Side.SOURCE, folder, bookmark, here), SideLook.at(way, Side.TARGET, folder, bookmark, there)));
            }
        }
        return pairs;
    }

    private static Set<String> names(MailStore store) {
        return store.folders().stream().filter(RemoteFolder::selectable).map(RemoteFolder::name).collect(Collectors.toSet());
    }

    /** Moves, and what is gone for good. */
    private boolean places(Looked looked) {
        if (!looked.complete()) {
            // What moved for certain is moved; what is gone, and what is new, is not known before all is read.
            new Relocation(way, way.folders(), List.of()).run(looked.plain(looked.sourceMoves()), looked.plain(looked.targetMoves()), move -> false);
            return false;
        }
        Set<Gone> movedHere = places(looked.sourceMoves());
        Set<Gone> movedThere = places(looked.targetMoves());
        VanishGuard guard = new VanishGuard(way);
        Optional<String> objection = guard.objection(Side.SOURCE, looked.looks(Side.SOURCE), (folder, line) -> !movedHere.contains(new Gone(folder.id(), line.sourceUid())))
            .or(() -> guard.objection(Side.TARGET, looked.looks(Side.TARGET), (folder, line) -> !movedThere.contains(new Gone(folder.id(), line.sourceUid()))));
        if (objection.isPresent()) {
            context.tally().stop(new CopyRefusal(CopyRefusal.Reason.VANISHED, objection.get()));
            return false;
        }
        boolean through = new Relocation(way, way.folders(), looked.targetMoves()).run(looked.sourceMoves(), looked.targetMoves(), looked::isGoneThere);
        if (!through) {
            return false;
        }
        Set<Gone> moved = new HashSet<>(movedHere);
        moved.addAll(movedThere);
        for (Pair pair : looked.pairs()) {
            new GoneMessages(way).record(pair.source(), pair.target(), line -> !moved.contains(new Gone(pair.folder().id(), line.sourceUid())));
        }
        guard.through();
        return true;
    }

    private static Set<Gone> places(List<Move> moves) {
        return moves.stream().map(move -> new Gone(move.from().id(), move.line().sourceUid())).collect(Collectors.toSet());
    }

    /** Flags, and the target's new mail. */
    private boolean contents(List<Pair> pairs) {
        Map<Long, FolderRecord> now = new HashMap<>();
        way.folders().stream().filter(folder -> folder.state() == FolderRecord.State.COPY).forEach(folder -> now.put(folder.id(), folder));
        for (Pair pair : pairs) {
            FolderRecord folder = now.get(pair.folder().id());
            if (folder == null || pair.source().unchanged() && pair.target().unchanged()) {
                continue;
            }
            if (!context.mayGoOn()) {
                return false;
            }
            try (MDC.MDCCloseable name = MDC.putCloseable("folder", folder.sourceName())) {
                if (!contents(pair, folder)) {
                    return false;
                }
            } catch (FolderRefusedException e) {
                // The pass forward notes what a side refuses; the next pass looks again.
                context.tally().folderProblems++;
            }
        }
        return true;
    }

    private boolean contents(Pair pair, FolderRecord folder) {
        OpenedFolder source = context.source().openForWriting(folder.sourceName());
        OpenedFolder target = context.target().openForWriting(folder.targetName());
        if (source.status().uidValidity() != folder.sourceUidValidity() || target.status().uidValidity() != folder.targetUidValidity()) {
            return true;
        }
        Bookmark bookmark = pair.bookmark().on(folder);
        if (!new MergedFlags(way, folder, bookmark, source, target).run()) {
            return false;
        }
        List<MessageEntry> arrived = SideLook.arrived(way, Side.TARGET, folder, bookmark.targetSeenUid(), target);
        long seen = Math.max(target.status().uidNext(), arrived.stream().mapToLong(entry -> entry.uid() + 1).max().orElse(0));
        if (!new ReturnCopy(way, folder, source, target).run(arrived)) {
            return false;
        }
        finish(pair, folder.id(), bookmark, source.status().highestModSeq(), target.status(), seen);
        return true;
    }

    private void finish(Pair pair, long folderId, Bookmark bookmark, OptionalLong sourceModSeq, FolderStatus target, long seen) {
        FolderRecord folder = way.folders().stream().filter(found -> found.id() == folderId).findFirst().orElseThrow();
        FolderStatus unlooked = new FolderStatus(0, 0, -1, OptionalLong.empty());
        way.commit(new TwoWayChange().folder(folder.flagsUpTo(sourceModSeq)).bookmark(bookmark.finished(pair.source().status().orElse(unlooked),
            pair.target().status().orElse(unlooked), seen, target.highestModSeq(), way.number())));
    }
}

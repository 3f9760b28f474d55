package org.mailferry.mailsync;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one side of a folder shows that the ledger does not know: which messages left it, and which came. A folder that could not be
 * looked at, or counts its UIDs anew, shows nothing. It holds UIDs only; lines are read as they are asked for.
 */
final class SideLook {
    private static final int CHUNK = 500;

    private final TwoWay way;
    private final Side side;
    private final FolderRecord folder;
    private final Bookmark bookmark;
    private final Optional<FolderStatus> status;
    private final long[] missing;

    private SideLook(TwoWay way, Side side, FolderRecord folder, Bookmark bookmark, Optional<FolderStatus> status, long... missing) {
        this.way = way;
        this.side = side;
        this.folder = folder;
        this.bookmark = bookmark;
        this.status = status;
        this.missing = missing;
    }

    /** @param present names of the folders that the side has */
    static SideLook at(TwoWay way, Side side, FolderRecord folder, Bookmark bookmark, Set<String> present) {
        if (!present.contains(side.folder(folder))) {
            return new SideLook(way, side, folder, bookmark, Optional.empty(), missing(way, side, folder, Uids.NONE));
        }
        MailStore store = side.store(way.context());
        Optional<FolderStatus> status = status(store, side, folder);
        SideLook unread = new SideLook(way, side, folder, bookmark, status);
        if (status.isEmpty() || !unread.changed()) {
            return unread;
        }
        OpenedFolder opened = store.openForReading(side.folder(folder));
        return new SideLook(way, side, folder, bookmark, Optional.of(opened.status()), missing(way, side, folder, opened.uidsFrom(1)));
    }

    private static Optional<FolderStatus> status(MailStore store, Side side, FolderRecord folder) {
        try {
            return Optional.of(store.status(side.folder(folder))).filter(now -> now.uidValidity() == side.uidValidity(folder));
        } catch (FolderRefusedException e) {
            // The pass forward meets the same refusal and notes it.
            return Optional.empty();
        }
    }

    private static long[] missing(TwoWay way, Side side, FolderRecord folder, Uids there) {
        return Arrays.stream(known(way, side, folder, 1)).filter(uid -> !there.contains(uid)).toArray();
    }

    private static long[] known(TwoWay way, Side side, FolderRecord folder, long fromUid) {
        SyncLedger ledger = way.context().ledger();
        return side == Side.SOURCE ? ledger.sourceUids(folder.id(), fromUid, Long.MAX_VALUE) : ledger.targetUids(folder.id(), fromUid, Long.MAX_VALUE);
    }

    /** The messages or their number are others than at the last look. */
    boolean changed() {
        return status.filter(now -> now.uidNext() == seenUid() && now.messages() == seenMessages()).isEmpty();
    }

    /** Not even a flag. */
    boolean unchanged() {
        OptionalLong known = side == Side.SOURCE ? folder.sourceModSeq() : bookmark.targetModSeq();
        return !changed() && status.filter(now -> now.messages() == 0 || now.highestModSeq().isPresent() && now.highestModSeq().equals(known)).isPresent();
    }

    private long seenUid() {
        return side == Side.SOURCE ? folder.nextSourceUid() : bookmark.targetSeenUid();
    }

    private long seenMessages() {
        return side == Side.SOURCE ? bookmark.sourceMessages() : bookmark.targetMessages();
    }

    FolderRecord folder() {
        return folder;
    }

    Side side() {
        return side;
    }

    Optional<FolderStatus> status() {
        return status;
    }

    boolean misses() {
        return missing.length > 0;
    }

    /** Whether the line's message is not there any more. */
    boolean misses(MessageRecord line) {
        OptionalLong uid = side.uid(line);
        return uid.isPresent() && Arrays.binarySearch(missing, uid.getAsLong()) >= 0;
    }

    /** The lines of messages that are not there any more, as they are now. Intents are no knowledge yet; whoever resolves them finds out. */
    Stream<MessageRecord> gone() {
        LongFunction<List<MessageRecord>> chunk = from -> {
            List<Long> uids = Arrays.stream(missing, (int) from, (int) Math.min(from + CHUNK, missing.length)).boxed().toList();
            return side == Side.SOURCE ? way.context().ledger().find(folder.id(), uids) : way.links().byTarget(folder.id(), uids);
        };
        return IntStream.range(0, (missing.length + CHUNK - 1) / CHUNK).mapToObj(number -> chunk.apply((long) number * CHUNK)).flatMap(List::stream)
            .filter(line -> line.outcome() != Outcome.INTENDED);
    }

    /** How many messages the ledger knows to have been there. */
    long known() {
        return side == Side.SOURCE ? way.context().ledger().countOnSource(folder.id(), Long.MAX_VALUE) : way.links().linked(folder.id());
    }

    /** Messages that no line knows, listed now. */
    List<MessageEntry> arrived() {
        if (status.isEmpty() || folder.state() != FolderRecord.State.COPY || status.get().uidNext() == seenUid()) {
            return List.of();
        }
        return arrived(way, side, folder, seenUid(), side.store(way.context()).openForReading(side.folder(folder)));
    }

    static List<MessageEntry> arrived(TwoWay way, Side side, FolderRecord folder, long fromUid, OpenedFolder opened) {
        Uids unknown = opened.uidsFrom(fromUid);
        if (!unknown.isEmpty()) {
            unknown = unknown.without(known(way, side, folder, fromUid));
        }
        return unknown.isEmpty() ? List.of() : opened.entries(unknown.toList());
    }
}

package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one side of a folder shows that the ledger does not know: which messages left it, and which came. A folder that could not be
 * looked at, or counts its UIDs anew, shows nothing.
 */
final class SideLook {
    private final TwoWay way;
    private final Side side;
    private final FolderRecord folder;
    private final Bookmark bookmark;
    private final Optional<FolderStatus> status;
    private final List<MessageRecord> gone;

    private SideLook(TwoWay way, Side side, FolderRecord folder, Bookmark bookmark, Optional<FolderStatus> status, List<MessageRecord> gone) {
        this.way = way;
        this.side = side;
        this.folder = folder;
        this.bookmark = bookmark;
        this.status = status;
        this.gone = gone;
    }

    /** @param present names of the folders that the side has */
    static SideLook at(TwoWay way, Side side, FolderRecord folder, Bookmark bookmark, Set<String> present) {
        if (!present.contains(side.folder(folder))) {
            return new SideLook(way, side, folder, bookmark, Optional.empty(), missing(way, side, folder, Uids.NONE));
        }
        MailStore store = side.store(way.context());
        Optional<FolderStatus> status = status(store, side, folder);
        SideLook unread = new SideLook(way, side, folder, bookmark, status, List.of());
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

    /** Intents are no knowledge yet; whoever resolves them finds out. */
    private static List<MessageRecord> missing(TwoWay way, Side side, FolderRecord folder, Uids there) {
        SyncLedger ledger = way.context().ledger();
        Set<Long> known = new HashSet<>(side == Side.SOURCE ? ledger.sourceUids(folder.id()) : ledger.targetUids(folder.id()));
        known.removeIf(there::contains);
        List<MessageRecord> found = side == Side.SOURCE ? ledger.find(folder.id(), known) : way.links().byTarget(folder.id(), known);
        return found.stream().filter(line -> line.outcome() != Outcome.INTENDED).toList();
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

    /** The lines of messages that are not there any more. */
    List<MessageRecord> gone() {
        return gone;
    }

    /** How many messages the ledger knows to have been there. */
    long known() {
        SyncLedger ledger = way.context().ledger();
        return side == Side.SOURCE ? ledger.sourceUids(folder.id()).size() : way.links().linked(folder.id());
    }

    /** Messages that no line knows, listed now. */
    List<MessageEntry> arrived() {
        if (status.isEmpty() || folder.state() != FolderRecord.State.COPY || status.get().uidNext() == seenUid()) {
            return List.of();
        }
        return arrived(way, side, folder, seenUid(), side.store(way.context()).openForReading(side.folder(folder)));
    }

    static List<MessageEntry> arrived(TwoWay way, Side side, FolderRecord folder, long fromUid, OpenedFolder opened) {
        List<MessageEntry> entries = new ArrayList<>(opened.entriesFrom(fromUid));
        if (!entries.isEmpty()) {
            Set<Long> known = side == Side.SOURCE
                ? way.context().ledger().find(folder.id(), entries.stream().map(MessageEntry::uid).toList()).stream().map(MessageRecord::sourceUid).collect(Collectors.toSet())
                : way.context().ledger().targetUids(folder.id());
            entries.removeIf(entry -> known.contains(entry.uid()));
        }
        return entries;
    }
}

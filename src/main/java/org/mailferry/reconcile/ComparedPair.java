package org.mailferry.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mailferry.mailsync.Counterpart;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.mailsync.SyncLedger;

/** A folder's two sides, held over as many connections as it takes. */
final class ComparedPair {
    private final Counterpart folder;
    private final MailsyncSettings settings;
    private final ComparisonWatch watch;
    private final FlagsPool pool = new FlagsPool();
    private Side here = new Side(0, pool);
    private Side there = new Side(0, pool);
    private final Window hereWindow = new Window();
    private final Window thereWindow = new Window();
    private long read;

    ComparedPair(Counterpart folder, MailsyncSettings settings, ComparisonWatch watch) {
        this.folder = folder;
        this.settings = settings;
        this.watch = watch;
    }

    boolean isOf(Counterpart other) {
        return folder.source().name().equals(other.source().name()) && folder.targetName().equals(other.targetName());
    }

    /** @return false when the session's time is over; another one goes on */
    boolean run(MailStore source, MailStore target, Progress progress, Optional<FolderRecord> line, Optional<SyncLedger> ledger) {
        OpenedFolder original = source.openForReading(folder.source().name());
        here = sameOrNew(here, original);
        if (!reading(original, here, hereWindow, progress).run()) {
            return false;
        }
        // Nothing is written; but only an opening for writing tells which flags the target keeps (RFC 9051 §7.1).
        OpenedFolder copy = target.openForWriting(folder.targetName());
        there = sameOrNew(there, copy);
        if (!reading(copy, there, thereWindow, progress).run()) {
            return false;
        }
        watch.compared(folder, Comparison.of(terms(copy, line, ledger), here, there, watch::found));
        return true;
    }

    /** A folder that counts its UIDs anew is seen anew. */
    private Side sameOrNew(Side before, OpenedFolder opened) {
        return before.uidValidity() == opened.status().uidValidity() ? before : new Side(opened.status().uidValidity(), pool);
    }

    private SideReading reading(OpenedFolder opened, Side side, Window window, Progress progress) {
        if (window.uidValidity != side.uidValidity()) {
            window.digests.clear();
            window.uidValidity = side.uidValidity();
        }
        return new SideReading(opened, side, window, settings, progress, window.messageIds);
    }

    private ComparedSides terms(OpenedFolder copy, Optional<FolderRecord> line, Optional<SyncLedger> ledger) {
        if (line.isEmpty() || ledger.isEmpty()) {
            return ComparedSides.bothWays(folder.source().name(), pool, copy::storable);
        }
        return ComparedSides.afterPasses(line.get(), Direction.FORWARD, Lines.of(ledger.get(), line.get(), pool), pool, here.uidValidity(), there.uidValidity(),
            copy::storable).inBothWays();
    }

    /** What was read of the window under way, over a broken connection too; what lies before is in the side. */
    private final class Window implements Digests {
        private final Map<Long, String> digests = new HashMap<>();
        private final MessageIds messageIds = MessageIds.read();
        private long uidValidity;

        @Override public Map<Long, String> between(long fromUid, long toUid) {
            digests.keySet().removeIf(uid -> uid < fromUid);
            return digests;
        }

        @Override public void add(Map<Long, String> known) {
            digests.putAll(known);
            read += known.size();
            watch.read(folder, read);
        }
    }
}

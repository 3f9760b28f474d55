package org.mailferry.reconcile;

import java.util.Map;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.reconcile.Findings.Place;

/** One side of a folder as a run sees it. Closed before the folder was compared, it keeps what it saw for the run's next slice. */
final class SeenSide implements AutoCloseable {
    private final Findings findings;
    private final Place place;
    private final Direction direction;
    private final long run;
    private final Side side;
    private final SideReading reading;
    private final int seenBefore;
    private boolean compared;

    SeenSide(OpenedFolder opened, Findings findings, Place place, Direction direction, long run, FlagsPool pool, MailsyncSettings settings,
             Progress progress) {
        this.findings = findings;
        this.place = place;
        this.direction = direction;
        this.run = run;
        this.side = new Side(place.uidValidity(), pool);
        Digests digests = new KeptDigests();
        findings.listing(place, direction, run).forEach(part -> Listing.unpack(part, side, digests));
        this.seenBefore = side.count();
        this.reading = new SideReading(opened, side, digests, settings, progress, MessageIds.ignored());
    }

    /** @return false when time ran out before the folder's end */
    boolean run() {
        return reading.run();
    }

    Side side() {
        return side;
    }

    /** The result is recorded; what was seen is not needed any more. */
    void compared() {
        compared = true;
    }

    @Override public void close() {
        if (!compared) {
            findings.addListing(place, direction, run, Listing.pack(side, seenBefore));
        }
    }

    private final class KeptDigests implements Digests {
        @Override public Map<Long, String> between(long fromUid, long toUid) {
            return findings.digests(place, fromUid, toUid);
        }

        @Override public void add(Map<Long, String> read) {
            findings.addDigests(place, read);
        }
    }
}

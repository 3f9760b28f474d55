package org.mailferry.reconcile;

import java.util.function.UnaryOperator;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderRecord;

/**
 * What the two sides of a folder are held against.
 *
 * @param lines what the ledger says about the source's messages under the very UIDVALIDITY that was seen
 * @param nextSourceUid messages from it on arrived after the last pass
 * @param targetFirstUid what lies below on the target was there before the first pass
 * @param sameTarget the ledger's target UIDs are those of the folder that was seen
 * @param bothWays the target is to have nothing else either
 * @param storable what of a message's flags the target can keep
 */
record ComparedSides(String folder, Direction direction, Lines lines, long nextSourceUid, long targetFirstUid, boolean sameTarget,
                     boolean bothWays, UnaryOperator<Flags> storable) {
    /** After passes whose ledger explains what differs. UIDs under another UIDVALIDITY name other messages, so nothing is explained then. */
    static ComparedSides afterPasses(FolderRecord folder, Direction direction, Lines lines, FlagsPool pool, long sourceUidValidity,
                                     long targetUidValidity, UnaryOperator<Flags> storable) {
        boolean sameSource = folder.sourceUidValidity() == sourceUidValidity;
        boolean sameTarget = folder.targetUidValidity() == targetUidValidity;
        return new ComparedSides(folder.sourceName(), direction, sameSource ? lines : new Lines(pool), sameSource ? folder.nextSourceUid() : Long.MAX_VALUE,
            sameTarget ? folder.targetFirstUid() : 1, sameTarget, false, storable);
    }

    /** With nothing known beforehand: both sides are to hold the same. */
    static ComparedSides bothWays(String folder, FlagsPool pool, UnaryOperator<Flags> storable) {
        return new ComparedSides(folder, Direction.FORWARD, new Lines(pool), Long.MAX_VALUE, 1, false, true, storable);
    }

    /** What the ledger explains stays explained, and counts as a difference all the same. */
    ComparedSides inBothWays() {
        return new ComparedSides(folder, direction, lines, nextSourceUid, targetFirstUid, sameTarget, true, storable);
    }
}

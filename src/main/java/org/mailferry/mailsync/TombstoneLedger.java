package org.mailferry.mailsync;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The ledger's part about deleted messages whose lines a new UIDVALIDITY makes void. {@link SyncLedger#forgetMessages} and
 * {@link SyncLedger#doubtMessages} write them in their own commit; they end when the folder is matched again, or with their age.
 */
public interface TombstoneLedger {
    /** Where a folder stays empty after it began anew, its mail may still be put back for so long. */
    Duration TOMBSTONE_AGE = Duration.ofDays(90);

    /** With one of these contents, the oldest first. */
    List<Tombstone> tombstones(long folderId, Side goneFrom, Collection<String> sha256s);

    /** The oldest first, so many at most. */
    List<Tombstone> tombstones(long folderId, Side goneFrom, int limit);

    /** Saves the lines and removes the tombstones in one commit. */
    void settleTombstones(Lease lease, long folderId, Collection<MessageRecord> lines, Collection<Tombstone> over);
}

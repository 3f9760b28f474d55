package org.mailferry.mailsync;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mailferry.kernel.MailboxId;

/**
 * What the engine knows about each mailbox. Every call that writes commits on its own, whatever transaction the caller is in, and
 * first makes sure that the lease is still the newest: if not, it writes nothing and throws {@code MigrationException} ({@code TRANSIENT}).
 */
public interface SyncLedger extends ForeignLedger, TombstoneLedger {
    /** @throws org.mailferry.kernel.MigrationException {@code TRANSIENT} while somebody else holds the mailbox */
    Lease acquire(MailboxId mailbox, Duration time);

    /** Lets others in. A lease that was lost meanwhile is left alone. */
    void release(Lease lease);

    /** Lets others in, and notes that connections broke off now in the middle of their work. */
    void abandon(Lease lease);

    /** @throws org.mailferry.kernel.MigrationException {@code TRANSIENT} when the lease was lost or is over */
    void check(Lease lease);

    Optional<PassRecord> lastPass(MailboxId mailbox, Direction direction);

    void savePass(Lease lease, Direction direction, PassRecord pass);

    /** Tells the progress which folder is being worked on. */
    void entered(Lease lease, String folder);

    /** Adds to what the forecast's rate is measured from. */
    void worked(Lease lease, Duration time, long messages, long bytes);

    /** In the order in which they were added. */
    List<FolderRecord> folders(MailboxId mailbox, Direction direction);

    /** @return the folder with its id */
    FolderRecord add(Lease lease, Direction direction, FolderRecord folder);

    /** Saves the folder and, in the same commit, inserts or replaces these messages. */
    void record(Lease lease, FolderRecord folder, Collection<MessageRecord> messages);

    /** These folders were found unchanged by the pass with that number. */
    void unchanged(Lease lease, Collection<Long> folderIds, long pass);

    /**
     * The source counts its UIDs anew: forgets at most so many messages; their copies on the target become somebody else's messages whose
     * content is known. With the last of them the folder is saved.
     *
     * @return false when there are more
     */
    boolean forgetMessages(Lease lease, FolderRecord folder, int limit);

    /**
     * The target counts its UIDs anew: goes through so many lines above that source UID, turns those on the target into intents from UID 1 on,
     * and forgets what else the target held. Until the last of them the folder is kept as one whose target was never opened, so that whoever
     * is stopped in between begins again; with the last it is saved.
     *
     * @return the source UID above which to go on; empty at the end
     */
    OptionalLong doubtMessages(Lease lease, FolderRecord folder, long aboveUid, int limit);

    /** Counts the folder's messages by outcome and keeps the counts for the progress. */
    FolderCounts recount(Lease lease, FolderRecord folder);

    /** Folders that hold an intent, or a message refused by a pass before that number. */
    Set<Long> unsettled(MailboxId mailbox, Direction direction, long refusedBefore);

    /** Messages whose intent is unresolved, above that source UID, ascending, so many at most. */
    List<MessageRecord> unresolved(long folderId, long aboveUid, int limit);

    /** Messages with an intent of that very {@code targetFloor}, above that source UID, ascending, so many at most. */
    List<MessageRecord> intended(long folderId, long targetFloor, long aboveUid, int limit);

    /** Messages refused by a pass before that number, above that source UID, ascending, so many at most. */
    List<MessageRecord> refused(long folderId, long beforePass, long aboveUid, int limit);

    /** Folders in which a rule left out messages. */
    Set<Long> withLeftOut(MailboxId mailbox, Direction direction);

    /**
     * Messages that a rule left out, above that source UID, ascending, so many at most; not our own probes, which stay out whatever the
     * rules.
     */
    List<MessageRecord> leftOut(long folderId, long aboveUid, int limit);

    /** Ascending by source UID. */
    List<MessageRecord> find(long folderId, Collection<Long> sourceUids);

    /** So many lines of a folder at most, ascending, behind that source UID. */
    List<MessageRecord> messagesAfter(long folderId, long sourceUid, int most);

    /** All lines of a folder, ascending by source UID. Holds them all in memory. */
    default List<MessageRecord> messages(long folderId) {
        return messagesAfter(folderId, Long.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** How many messages below that UID were on the source at the last look. */
    long countOnSource(long folderId, long belowUid);

    /** UIDs, from one to another, of the messages that were on the source at the last look; ascending. */
    long[] sourceUids(long folderId, long fromUid, long toUid);

    /** Those among these UIDs. */
    default long[] sourceUids(long folderId, Uids among) {
        return among.isEmpty() ? new long[0]
            : java.util.Arrays.stream(sourceUids(folderId, among.first(), among.last())).filter(among::contains).toArray();
    }

    /** UIDs of the target messages, from one to another, that are copies of ours; ascending. */
    long[] targetUids(long folderId, long fromUid, long toUid);

    /** All of them. Holds them all in memory. */
    default Set<Long> sourceUids(long folderId) {
        return java.util.Arrays.stream(sourceUids(folderId, 1, Long.MAX_VALUE)).boxed().collect(java.util.stream.Collectors.toSet());
    }

    /** All of them. Holds them all in memory. */
    default Set<Long> targetUids(long folderId) {
        return java.util.Arrays.stream(targetUids(folderId, 1, Long.MAX_VALUE)).boxed().collect(java.util.stream.Collectors.toSet());
    }
}

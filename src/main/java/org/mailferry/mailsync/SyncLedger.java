package org.mailferry.mailsync;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailferry.kernel.MailboxId;

/**
 * What the engine knows about each mailbox. Every call that writes commits on its own, whatever transaction the caller is in, and
 * first makes sure that the lease is still the newest: if not, it writes nothing and throws {@code MigrationException} ({@code TRANSIENT}).
 */
public interface SyncLedger {
    /** @throws org.mailferry.kernel.MigrationException {@code TRANSIENT} while somebody else holds the mailbox */
    Lease acquire(MailboxId mailbox, Duration time);

    /** Lets others in. A lease that was lost meanwhile is left alone. */
    void release(Lease lease);

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

    /** Saves the folder and forgets its messages: the source counts its UIDs anew. */
    void forgetMessages(Lease lease, FolderRecord folder);

    /** Saves the folder and turns every message on the target into an intent from UID 1 on: the target counts its UIDs anew. */
    void doubtMessages(Lease lease, FolderRecord folder);

    /** Counts the folder's messages by outcome and keeps the counts for the progress. */
    FolderCounts recount(Lease lease, FolderRecord folder);

    /** Messages with an unresolved intent, ascending. */
    List<MessageRecord> unresolved(long folderId);

    List<MessageRecord> refused(long folderId);

    /** Messages that a rule left out; not our own probes, which stay out whatever the rules. */
    List<MessageRecord> leftOut(long folderId);

    List<MessageRecord> find(long folderId, Collection<Long> sourceUids);

    /** All lines of a folder, ascending by source UID. */
    List<MessageRecord> messages(long folderId);

    /** So many lines of a folder at most, ascending, behind that source UID. */
    List<MessageRecord> messagesAfter(long folderId, long sourceUid, int most);

    /** UIDs of the messages that were on the source at the last look. */
    Set<Long> sourceUids(long folderId);

    /** UIDs of all target messages that are copies of ours. */
    Set<Long> targetUids(long folderId);

    /** Source UIDs, that one or higher, of which the ledger has a line. */
    Set<Long> sourceUidsFrom(long folderId, long uid);
}

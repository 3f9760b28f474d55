package org.mailferry.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;

/** What was seen and found. Every call that writes commits on its own, so that a slice's reading is never lost. */
public interface Findings {
    /** The two servers of a migration, whichever way mail flows. */
    enum Server { SOURCE, TARGET }

    /** Digests, by UID, of messages read before; none when the folder counts its UIDs anew. */
    Map<Long, String> digests(MailboxId mailbox, Server server, String folder, long uidValidity);

    void addDigests(MailboxId mailbox, Server server, String folder, long uidValidity, Map<Long, String> digests);

    Optional<VerifyRun> lastRun(MailboxId mailbox, Direction direction);

    void saveRun(MailboxId mailbox, Direction direction, VerifyRun run);

    /** Folders already compared in that run. */
    Set<String> compared(MailboxId mailbox, Direction direction, long run);

    /** Replaces the folder's former result. */
    void save(MailboxId mailbox, Direction direction, long run, ComparedFolder folder);

    /** The results of a run, by folder. */
    List<ComparedFolder> results(MailboxId mailbox, Direction direction, long run);

    /** Safe to repeat: what is accepted stays accepted by whoever did it first. */
    void accept(MailboxId mailbox, Discrepancy discrepancy, String by, String reason);

    boolean isAccepted(MailboxId mailbox, Discrepancy discrepancy);
}

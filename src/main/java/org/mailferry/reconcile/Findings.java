package org.mailferry.reconcile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;

/**
 * What was seen and found. Every call that writes commits on its own, so that a slice's reading is never lost; only an acceptance
 * joins the caller's transaction, as its entry in the audit trail does.
 */
public interface Findings {
    /** The two servers of a migration, whichever way mail flows. */
    enum Server { SOURCE, TARGET }

    /** A folder on one server, as long as it counts its UIDs so. */
    record Place(MailboxId mailbox, Server server, String folder, long uidValidity) {}

    /** Digests, by UID, of messages read before, among those from one UID to another; none when the folder counts its UIDs anew. */
    Map<Long, String> digests(Place place, long fromUid, long toUid);

    void addDigests(Place place, Map<Long, String> digests);

    /** What that run saw of the folder so far, in the order in which it was added. */
    List<byte[]> listing(Place place, Direction direction, long run);

    /** @param parts to follow those already there; what another run left is thrown away */
    void addListing(Place place, Direction direction, long run, List<byte[]> parts);

    Optional<VerifyRun> lastRun(MailboxId mailbox, Direction direction);

    /** A finished run's listings are thrown away. */
    void saveRun(MailboxId mailbox, Direction direction, VerifyRun run);

    /** Folders already compared in that run. */
    Set<String> compared(MailboxId mailbox, Direction direction, long run);

    /**
     * Replaces the folder's former result.
     *
     * @param comparison gives each difference to its argument, as many as there may be
     */
    void save(MailboxId mailbox, Direction direction, long run, String folder, Function<Consumer<Discrepancy>, ComparedFolder> comparison);

    /** The results of a run, by folder. */
    List<ComparedFolder> results(MailboxId mailbox, Direction direction, long run);

    /** How many differences of the run nobody accepted; kinds without any are left out. */
    Map<Discrepancy.Kind, Long> openCounts(MailboxId mailbox, Direction direction, long run);

    /** How many differences of the run somebody accepted. */
    long acceptedCount(MailboxId mailbox, Direction direction, long run);

    /** Differences of the run that nobody accepted, by kind, folder and number, from the given one on. */
    List<Discrepancy> open(MailboxId mailbox, Direction direction, long run, Discrepancy.Kind kind, long skipped, int most);

    /**
     * Accepts all open differences of these kinds that the run found, and no other. Safe to repeat: what is accepted stays accepted by whoever did it first.
     *
     * @return how many
     */
    long acceptAll(MailboxId mailbox, long run, Collection<Discrepancy.Kind> kinds, String by, String reason);

    /** Accepts one difference. Safe to repeat, as above. */
    void accept(MailboxId mailbox, Discrepancy discrepancy, String by, String reason);
}

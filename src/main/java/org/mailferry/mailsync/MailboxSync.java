package org.mailferry.mailsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.OwnMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The sync engine: carries one mailbox towards its target, one bounded slice after another. What a slice did is in the ledger,
 * so a slice may be repeated, killed at any byte, or go on elsewhere, and every message arrives once.
 */
@Component
public class MailboxSync {
    private static final Logger log = LoggerFactory.getLogger(MailboxSync.class);

    private final MailStores stores;
    private final SyncLedger ledger;
    private final MailsyncSettings settings;
    private final Clock clock;
    private final OwnMessages own;
    private final SyncListener listener;
    private final Optional<TwoWayLedger> links;

    /** Where no probes are sent, and nothing goes both ways. */
    public MailboxSync(MailStores stores, SyncLedger ledger, MailsyncSettings settings, Clock clock) {
        this(stores, ledger, settings, clock, OwnMessages.NONE);
    }

    /** Where somebody watches, and nothing goes both ways. */
    public MailboxSync(MailStores stores, SyncLedger ledger, MailsyncSettings settings, Clock clock, SyncListener listener) {
        this(stores, ledger, settings, clock, OwnMessages.NONE, Optional.empty(), listener);
    }

    /** Where nothing goes both ways. */
    public MailboxSync(MailStores stores, SyncLedger ledger, MailsyncSettings settings, Clock clock, OwnMessages own) {
        this(stores, ledger, settings, clock, own, Optional.empty());
    }

    @Autowired
    public MailboxSync(MailStores stores, SyncLedger ledger, MailsyncSettings settings, Clock clock, OwnMessages own, Optional<TwoWayLedger> links) {
        this(stores, ledger, settings, clock, own, links, SyncListener.NONE);
    }

    private MailboxSync(MailStores stores, SyncLedger ledger, MailsyncSettings settings, Clock clock, OwnMessages own, Optional<TwoWayLedger> links,
                        SyncListener listener) {
        this.stores = stores;
        this.ledger = ledger;
        this.links = links;
        this.settings = settings;
        this.clock = clock;
        this.own = own;
        this.listener = listener;
    }

    /**
     * Goes on with the unfinished pass of that kind, or begins one.
     *
     * @param bound how long new batches are begun; connections are cut the configured grace later
     * @throws MigrationException {@code TRANSIENT} when the mailbox is held by another slice, or when a side broke off before anything
     *     was done; {@code PERMANENT} when a login is refused or a connection is not trusted
     */
    public SliceResult slice(SyncJob job, Pass pass, Duration bound) {
        Tally tally = new Tally(listener);
        try (MDC.MDCCloseable mailbox = MDC.putCloseable("mailbox", job.mailbox().text());
             MDC.MDCCloseable kind = MDC.putCloseable("pass", pass.name())) {
            Lease lease = ledger.acquire(job.mailbox(), bound.plus(settings.grace()));
            boolean broken = true;
            try {
                SliceResult result = work(pass == Pass.BACK ? job.reversed() : job, pass, lease, Deadline.in(clock, bound, settings.grace()), tally);
                broken = false;
                return result;
            } finally {
                giveBack(lease, broken);
            }
        } catch (LoginRefusedException e) {
            throw MigrationException.permanent(e.getMessage(), e);
        } catch (MigrationException e) {
            return afterFailure(job, e, tally);
        }
    }

    private SliceResult work(SyncJob job, Pass kind, Lease lease, Deadline deadline, Tally tally) {
        Instant began = clock.instant();
        Direction direction = kind == Pass.BACK ? Direction.BACK : Direction.FORWARD;
        Optional<PassRecord> last = ledger.lastPass(job.mailbox(), direction);
        Optional<PassRecord> unfinished = last.filter(pass -> !pass.isFinished() && pass.kind() == kind);
        PassRecord pass = unfinished.orElseGet(() -> PassRecord.after(last, kind, clock.instant()));
        if (unfinished.isEmpty()) {
            if (direction == Direction.BACK) {
                new WayBack(ledger, lease).prepare();
            }
            ledger.savePass(lease, direction, pass);
        }
        try (Sides sides = stores.open(job.source(), job.target(), deadline)) {
            PassContext context = new PassContext(ledger, lease, pass, sides.source(), sides.target(), job.policy(), settings, deadline, tally,
                new OwnProbes(own, job.mailbox().plan()));
            Ending ending = kind == Pass.TWO_WAY ? new TwoWayPass(context, links.orElseThrow(), job.twoWay()).run()
                : new MailboxPass(context, direction).run();
            ledger.worked(lease, Duration.between(began, clock.instant()), tally.copied, tally.bytes);
            if (ending != Ending.THROUGH) {
                return tally.result(false, ending == Ending.LATER ? Optional.of(context.unquiet()) : Optional.empty());
            }
        }
        ledger.savePass(lease, direction, pass.finished(clock.instant(), unfinished.isEmpty()));
        log.info("Pass {} ({}) over {} finished: {} copied, {} already there, {} refused, {} flag changes in its last slice", pass.number(), kind,
            job.mailbox(), tally.copied, tally.alreadyThere, tally.refused, tally.flagsChanged);
        return tally.result(unfinished.isEmpty(), Optional.empty());
    }

    private void giveBack(Lease lease, boolean broken) {
        if (broken) {
            ledger.abandon(lease);
        } else {
            ledger.release(lease);
        }
    }

    /** A slice that got somewhere is a result, so that a poor line makes its way without using up the job's retries. */
    private static SliceResult afterFailure(SyncJob job, MigrationException e, Tally tally) {
        if (e.kind() == FailureKind.THROTTLED) {
            log.debug("{} waits {}: {}", job.mailbox(), e.retryAfter().orElse(Duration.ZERO), e.getMessage());
            return tally.result(false, e.retryAfter());
        }
        if (e.kind() == FailureKind.PERMANENT || !tally.moved()) {
            throw e;
        }
        log.info("A slice of {} ended early: {}", job.mailbox(), e.getMessage());
        return tally.result(false, Optional.empty());
    }
}

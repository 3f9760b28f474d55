package org.mailferry.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderPath;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.Lease;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.RemoteFolder;
import org.mailferry.mailsync.Sides;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.reconcile.Discrepancy.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Compares a mailbox's two sides, slice by slice. Holds the mailbox's lease, so nothing is copied meanwhile.
 *
 * <p>Proof is what the servers themselves give: each run asks both for the UIDs, dates and flags of every message, and each message's
 * content is fetched from its server and digested here. A content is read once: what a UID stands for never changes while the
 * folder keeps its UIDVALIDITY (RFC 9051 §2.3.1.1), so a later run takes the digest that an earlier one read. A server that breaks
 * that rule, or that gives one content here and another to its user, is beyond proof. What the copying noted is no proof: it only
 * explains what differs. A run of several slices sees flags and dates as of the slice that came by.
 */
@Component
public class Verification {
    private static final Logger log = LoggerFactory.getLogger(Verification.class);
    private static final int PAGE = 1_000;

    private final MailStores stores;
    private final SyncLedger ledger;
    private final Findings findings;
    private final MailsyncSettings settings;
    private final Clock clock;

    public Verification(MailStores stores, SyncLedger ledger, Findings findings, MailsyncSettings settings, Clock clock) {
        this.stores = stores;
        this.ledger = ledger;
        this.findings = findings;
        this.settings = settings;
        this.clock = clock;
    }

    /** Is everything on the target that is on the source? Safe to repeat. */
    public VerifyResult slice(SyncJob job, Duration bound) {
        return slice(job, Direction.FORWARD, bound);
    }

    /** Is everything back on the source that arrived on the target? Safe to repeat. */
    public VerifyResult sliceBack(SyncJob job, Duration bound) {
        if (ledger.folders(job.mailbox(), Direction.BACK).isEmpty()) {
            // It was never copied: nothing of it can be missing, and its target account may not even exist.
            return new VerifyResult(true, true, 0, "");
        }
        return slice(job.reversed(), Direction.BACK, bound);
    }

    private VerifyResult slice(SyncJob job, Direction direction, Duration bound) {
        Lease lease = ledger.acquire(job.mailbox(), bound.plus(settings.grace()));
        Deadline deadline = Deadline.in(clock, bound, settings.grace());
        Progress progress = new Progress(() -> ledger.check(lease), deadline::isOver);
        try {
            VerifyRun run = currentRun(job.mailbox(), direction);
            if (!compare(job, direction, run, deadline, progress)) {
                return VerifyResult.UNFINISHED;
            }
            findings.saveRun(job.mailbox(), direction, new VerifyRun(run.number(), run.startedAt(), true));
            return judge(job.mailbox(), direction, run.number());
        } catch (LoginRefusedException e) {
            throw MigrationException.permanent(e.getMessage(), e);
        } catch (MigrationException e) {
            // A slice that got somewhere is a result, so that a poor line makes its way without using up the job's retries.
            if (e.kind() != FailureKind.TRANSIENT || !progress.moved()) {
                throw e;
            }
            log.info("A slice of the comparison of {} ended early: {}", job.mailbox(), e.getMessage());
            return VerifyResult.UNFINISHED;
        } finally {
            ledger.release(lease);
        }
    }

    private VerifyRun currentRun(MailboxId mailbox, Direction direction) {
        Optional<VerifyRun> last = findings.lastRun(mailbox, direction);
        if (last.isPresent() && !last.get().finished() && !overtaken(mailbox, direction, last.get())) {
            return last.get();
        }
        VerifyRun run = new VerifyRun(last.map(VerifyRun::number).orElse(0L) + 1, clock.instant(), false);
        findings.saveRun(mailbox, direction, run);
        return run;
    }

    /** What it compared may be otherwise since: a copy pass began or ended after it. */
    private boolean overtaken(MailboxId mailbox, Direction direction, VerifyRun run) {
        return ledger.lastPass(mailbox, direction).filter(pass -> pass.finishedAt().orElse(pass.startedAt()).isAfter(run.startedAt())).isPresent();
    }

    private boolean compare(SyncJob job, Direction direction, VerifyRun run, Deadline deadline, Progress progress) {
        Set<String> done = findings.compared(job.mailbox(), direction, run.number());
        List<FolderRecord> folders = ledger.folders(job.mailbox(), direction);
        try (Sides sides = stores.open(job.source(), job.target(), deadline)) {
            MailStore source = sides.source();
            MailStore target = sides.target();
            FolderVerification folderByFolder = new FolderVerification(job.mailbox(), direction, run.number(), source, target, ledger, findings, settings,
                progress);
            Map<String, String> takenTargets = new HashMap<>();
            for (FolderRecord folder : folders) {
                if (folder.state() == FolderRecord.State.EXCLUDED || folder.state() == FolderRecord.State.GONE) {
                    continue;
                }
                String other = takenTargets.putIfAbsent(folder.targetName(), folder.sourceName());
                if (done.contains(folder.sourceName())) {
                    continue;
                }
                if (!progress.mayGoOn()) {
                    return false;
                }
                if (other != null && folder.state() == FolderRecord.State.COPY) {
                    folderByFolder.refuse(folder, "It shares '" + folder.targetName() + "' on the target with '" + other + "': one copy could pass for two messages");
                } else if (!folderByFolder.compare(folder)) {
                    return false;
                }
            }
            if (direction == Direction.FORWARD || ledger.lastPass(job.mailbox(), direction).isPresent()) {
                unpassed(job, folders, source.folders(), folderByFolder);
            }
        }
        return true;
    }

    /** What the source has and no pass went through. */
    private static void unpassed(SyncJob job, List<FolderRecord> folders, List<RemoteFolder> onSource, FolderVerification folderByFolder) {
        Set<String> passed = folders.stream().filter(Verification::wasPassed).map(FolderRecord::sourceName).collect(Collectors.toSet());
        onSource.stream().filter(folder -> folder.selectable() && !job.policy().excludes(folder) && !passed.contains(folder.name()))
            .forEach(folder -> folderByFolder.unpassed(folder.name()));
        // Every mailbox has an INBOX (RFC 9051 §5.1): a list without it is none, and nothing would have been compared.
        if (onSource.stream().noneMatch(folder -> folder.path().isInbox()) && !passed.contains("INBOX")) {
            folderByFolder.refuse(FolderPath.INBOX.text(), "The source lists no INBOX, so its list of folders cannot be believed");
        }
    }

    private static boolean wasPassed(FolderRecord folder) {
        return folder.state() == FolderRecord.State.COPY || folder.state() == FolderRecord.State.REFUSED;
    }

    private VerifyResult judge(MailboxId mailbox, Direction direction, long run) {
        Map<Kind, Long> blocking = blocking(mailbox, direction, run);
        long together = blocking.entrySet().stream().filter(kind -> kind.getKey().acceptedTogether()).mapToLong(Map.Entry::getValue).sum();
        return new VerifyResult(true, blocking.isEmpty(), together,
            new DiscrepancyText(mailbox, blocking, (kind, most) -> findings.open(mailbox, direction, run, kind, 0, most)).text());
    }

    /** Before the last pass, what the next one brings is no difference. */
    private Map<Kind, Long> blocking(MailboxId mailbox, Direction direction, long run) {
        Map<Kind, Long> open = new EnumMap<>(Kind.class);
        open.putAll(findings.openCounts(mailbox, direction, run));
        boolean strict = direction == Direction.BACK
            || ledger.lastPass(mailbox, direction).filter(pass -> pass.kind() == Pass.FINAL).isPresent();
        if (!strict) {
            open.remove(Kind.PENDING);
        }
        return open;
    }

    /** The number of the last finished comparison, so that an acceptance can say which one it is about. */
    public Optional<Long> lastRun(MailboxId mailbox) {
        return findings.lastRun(mailbox, Direction.FORWARD).filter(VerifyRun::finished).map(VerifyRun::number);
    }

    /**
     * Accepts, by name, the differences that this run found and that may be accepted together; nothing when another run came since,
     * because nobody was shown its findings. Safe to repeat.
     *
     * @return how many of each kind
     */
    public Map<Kind, Long> acceptTogether(MailboxId mailbox, long run, String by, String reason) {
        if (lastRun(mailbox).filter(last -> last == run).isEmpty()) {
            return Map.of();
        }
        Map<Kind, Long> open = findings.openCounts(mailbox, Direction.FORWARD, run);
        open.keySet().removeIf(kind -> !kind.acceptedTogether());
        findings.acceptAll(mailbox, run, open.keySet(), by, reason);
        return open;
    }

    /**
     * Accepts one difference that can be accepted alone only, by its {@linkplain Discrepancy#code code}. Safe to repeat.
     *
     * @return empty when the last run found no such difference, or somebody accepted it before
     */
    public Optional<Discrepancy> acceptOne(MailboxId mailbox, String code, String by, String reason) {
        Optional<Discrepancy> found = lastRun(mailbox).flatMap(run -> findWithCode(mailbox, run, code));
        found.ifPresent(difference -> findings.accept(mailbox, difference, by, reason));
        return found;
    }

    private Optional<Discrepancy> findWithCode(MailboxId mailbox, long run, String code) {
        Collection<Kind> alone = findings.openCounts(mailbox, Direction.FORWARD, run).keySet().stream().filter(Kind::acceptedAlone).toList();
        for (Kind kind : alone) {
            List<Discrepancy> page = findings.open(mailbox, Direction.FORWARD, run, kind, 0, PAGE);
            for (long skipped = PAGE; !page.isEmpty(); skipped += PAGE) {
                Optional<Discrepancy> found = page.stream().filter(each -> each.code(mailbox).equals(code)).findFirst();
                if (found.isPresent()) {
                    return found;
                }
                page = findings.open(mailbox, Direction.FORWARD, run, kind, skipped, PAGE);
            }
        }
        return Optional.empty();
    }
}

package org.mailferry.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.Lease;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncLedger;
import org.springframework.stereotype.Component;

/**
 * Compares a mailbox's two sides, slice by slice. Every message is fetched from its server and digested here once; a repeated run
 * reads only what is new, because the content behind a UID never changes. Holds the mailbox's lease, so nothing is copied meanwhile.
 */
@Component
public class Verification {
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

    /** Accepts, by name, everything that the last run found refused. @return how many */
    public int acceptRefused(MailboxId mailbox, String by, String reason) {
        List<Discrepancy> open = open(mailbox, Direction.FORWARD).stream().filter(Discrepancy::acceptable).toList();
        open.forEach(discrepancy -> findings.accept(mailbox, discrepancy, by, reason));
        return open.size();
    }

    /** What the last run found and nobody accepted. */
    public List<Discrepancy> open(MailboxId mailbox, Direction direction) {
        return findings.lastRun(mailbox, direction).map(run -> findings.results(mailbox, direction, run.number())).orElse(List.of()).stream()
            .flatMap(folder -> folder.discrepancies().stream()).filter(found -> !findings.isAccepted(mailbox, found)).toList();
    }

    private VerifyResult slice(SyncJob job, Direction direction, Duration bound) {
        Lease lease = ledger.acquire(job.mailbox(), bound.plus(settings.grace()));
        try {
            VerifyRun run = currentRun(job.mailbox(), direction);
            if (!compare(job, direction, run, lease, Deadline.in(clock, bound, settings.grace()))) {
                return VerifyResult.UNFINISHED;
            }
            findings.saveRun(job.mailbox(), direction, new VerifyRun(run.number(), run.startedAt(), true));
            return judge(job.mailbox(), direction);
        } catch (LoginRefusedException e) {
            throw MigrationException.permanent(e.getMessage(), e);
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

    private boolean compare(SyncJob job, Direction direction, VerifyRun run, Lease lease, Deadline deadline) {
        Set<String> done = findings.compared(job.mailbox(), direction, run.number());
        List<FolderRecord> folders = ledger.folders(job.mailbox(), direction);
        try (MailStore source = stores.open(job.source(), deadline); MailStore target = stores.open(job.target(), deadline)) {
            FolderVerification folderByFolder = new FolderVerification(job.mailbox(), direction, source, target, ledger, findings, settings,
                () -> mayGoOn(lease, deadline));
            for (FolderRecord folder : folders) {
                if (done.contains(folder.sourceName()) || folder.state() == FolderRecord.State.EXCLUDED || folder.state() == FolderRecord.State.GONE) {
                    continue;
                }
                Optional<ComparedFolder> compared = folderByFolder.compare(folder);
                if (compared.isEmpty()) {
                    return false;
                }
                findings.save(job.mailbox(), direction, run.number(), compared.get());
            }
            if (direction == Direction.FORWARD || ledger.lastPass(job.mailbox(), direction).isPresent()) {
                Set<String> passed = folders.stream().filter(Verification::wasPassed).map(FolderRecord::sourceName).collect(Collectors.toSet());
                source.folders().stream().filter(folder -> folder.selectable() && !job.policy().excludes(folder) && !passed.contains(folder.name()))
                    .flatMap(folder -> folderByFolder.unpassed(folder.name()).stream())
                    .forEach(compared -> findings.save(job.mailbox(), direction, run.number(), compared));
            }
        }
        return true;
    }

    private static boolean wasPassed(FolderRecord folder) {
        return folder.state() == FolderRecord.State.COPY || folder.state() == FolderRecord.State.REFUSED;
    }

    private boolean mayGoOn(Lease lease, Deadline deadline) {
        ledger.check(lease);
        return !deadline.isOver();
    }

    private VerifyResult judge(MailboxId mailbox, Direction direction) {
        boolean strict = direction == Direction.BACK
            || ledger.lastPass(mailbox, direction).filter(pass -> pass.kind() == Pass.FINAL).isPresent();
        List<Discrepancy> blocking = new ArrayList<>(open(mailbox, direction));
        blocking.removeIf(discrepancy -> discrepancy.kind() == Discrepancy.Kind.PENDING && !strict);
        long refused = blocking.stream().filter(Discrepancy::acceptable).count();
        return new VerifyResult(true, blocking.isEmpty(), refused, summary(blocking));
    }

    private static String summary(List<Discrepancy> blocking) {
        if (blocking.isEmpty()) {
            return "";
        }
        String counts = blocking.stream().collect(Collectors.groupingBy(Discrepancy::kind, java.util.TreeMap::new, Collectors.counting()))
            .entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", "));
        String first = blocking.stream().limit(25).map(found -> "\n" + found.folder() + (found.sourceUid() == 0 ? "" : ", UID " + found.sourceUid())
            + ": " + found.kind() + ", " + found.message()).collect(Collectors.joining());
        String text = counts + first + (blocking.size() > 25 ? "\n… and " + (blocking.size() - 25) + " more" : "");
        return text.length() <= 4_000 ? text : text.substring(0, 3_999) + "…";
    }
}

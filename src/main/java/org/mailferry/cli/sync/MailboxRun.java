package org.mailferry.cli.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailsync.CopyRefusal;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.FolderRefusedException;
import org.mailferry.mailsync.FolderRules;
import org.mailferry.mailsync.LimitedMailStores;
import org.mailferry.mailsync.LimitsSettings;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailboxSync;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.mailsync.SyncJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one mailbox through one complete pass, whatever breaks off meanwhile, and says how it went. */
final class MailboxRun {
    private static final Logger log = LoggerFactory.getLogger(MailboxRun.class);
    private static final Duration SLICE = Duration.ofMinutes(30);
    /** A place is waited for in short steps, of which nobody wants to read. */
    private static final Duration TOLD = Duration.ofSeconds(5);
    private static final int TRIES = 5;

    private final Workshop workshop;
    private final SyncJob job;
    private final String mailbox;
    private final RunWatch watch;
    private final MailboxSync sync;
    private final Pacer pacer;
    private final Clock clock;
    private final MailStores stores;
    private final Looks looks;
    private long flagChanges;
    private long removed;

    MailboxRun(Workshop workshop, SyncJob job) {
        this.workshop = workshop;
        this.job = job;
        this.mailbox = label(job.source());
        this.watch = workshop.watch(mailbox);
        this.clock = workshop.clock();
        this.pacer = workshop.pacer();
        this.stores = new SidedStores(workshop.stores(), job.source());
        this.looks = new Looks(workshop, stores, job, mailbox);
        workshop.limits().include(job);
        MailStores polite = new LimitedMailStores(stores, workshop.gate(), workshop.limits(), LimitsSettings.defaults(), pacer);
        this.sync = new MailboxSync(polite, workshop.ledger(), workshop.settings(), clock, watch);
    }

    static String label(MailAccount account) {
        return account.login() + " at " + account.endpoint();
    }

    /** Does what the mode says and tells the reporter; a failure is in the report, too. */
    MailboxReport run(RunOptions.Mode mode, boolean countFirst) {
        Instant began = clock.instant();
        workshop.reporter().begun(mailbox);
        ExitCode code;
        String problem = "";
        try {
            work(mode, countFirst);
            code = watch.verdict();
        } catch (ExitException e) {
            code = e.code();
            problem = e.getMessage();
        } catch (MigrationException e) {
            code = e.kind() == FailureKind.PERMANENT ? forGood(e) : ExitCode.CONNECTION_FAILURE;
            problem = e.getMessage();
        } catch (FolderRefusedException e) {
            // One that is not copied, or the list of all.
            code = ExitCode.ERR_SELECT;
            problem = e.getMessage();
        } catch (RuntimeException e) {
            log.error("Unexpected", e);
            code = ExitCode.SOFTWARE;
            problem = e.toString();
        }
        boolean copied = mode == RunOptions.Mode.COPY || mode == RunOptions.Mode.FOLDERS;
        MailboxReport report = new MailboxReport(mailbox, label(job.target()), code, problem, copied ? folders() : List.of(), watch.total(), flagChanges, removed,
            Duration.between(began, clock.instant()));
        workshop.reporter().finished(report);
        return report;
    }

    private void work(RunOptions.Mode mode, boolean countFirst) {
        switch (mode) {
            case LOGIN -> looks.login();
            case SIZES -> looks.sizes();
            case DRY -> {
                new DryRun(workshop, stores, job, mailbox, watch).run();
                workshop.removal().ifPresent(percent -> new Removal(workshop, stores, job, mailbox).tell());
            }
            case COPY, FOLDERS -> {
                if (countFirst) {
                    measure();
                }
                pass();
                if (mode == RunOptions.Mode.COPY && workshop.removal().isPresent()) {
                    removed = new Removal(workshop, stores, job, mailbox).run(workshop.removal().getAsInt());
                }
            }
        }
    }

    /** Only the bar wants it. */
    private void measure() {
        try {
            looks.measure();
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.THROTTLED) {
                throw e;
            }
            workshop.reporter().note(mailbox, "Nothing was counted: " + e.getMessage());
        }
    }

    /** Until a whole pass went through in one go; what an earlier run left unfinished comes first. */
    private void pass() {
        int failures = 0;
        while (true) {
            try {
                SliceResult result = sync.slice(job, Pass.INITIAL, SLICE);
                flagChanges += result.flagsChanged();
                failures = 0;
                result.refusal().ifPresent(MailboxRun::refused);
                watch.stop().ifPresent(MailboxRun::stopped);
                if (result.caughtUp()) {
                    return;
                }
                result.pause().ifPresent(this::pause);
            } catch (MigrationException e) {
                if (e.kind() == FailureKind.PERMANENT) {
                    throw new ExitException(forGood(e), e.getMessage());
                }
                if (++failures >= TRIES) {
                    throw new ExitException(ExitCode.CONNECTION_FAILURE, e.getMessage());
                }
                workshop.reporter().note(mailbox, e.getMessage() + "; trying again");
                pacer.pause(Duration.ofSeconds(1L << (failures - 1)));
            }
        }
    }

    private static ExitCode forGood(MigrationException e) {
        return e.getMessage().startsWith(FolderRules.NO_ROOT) ? ExitCode.SUBFOLDER1_NO_EXISTS : ExitCode.CATCH_ALL;
    }

    private void pause(Duration asked) {
        if (asked.compareTo(TOLD) >= 0) {
            workshop.reporter().note(mailbox, "Waits " + asked.toSeconds() + " s for a server");
        }
        // A server's day may be used up, and whoever waits may be asked to stop.
        for (Duration left = asked; left.toMillis() > 0 && !workshop.stopAsked().getAsBoolean(); left = left.minus(TOLD)) {
            pacer.pause(left.compareTo(TOLD) < 0 ? left : TOLD);
        }
    }

    private static void refused(CopyRefusal refusal) {
        throw new ExitException(refusal.reason() == CopyRefusal.Reason.OVERQUOTA ? ExitCode.OVERQUOTA : ExitCode.AUTHENTICATION_FAILURE, refusal.text());
    }

    private static void stopped(ExitCode code) {
        throw new ExitException(code, "S" + code.meaning().substring(1) + ". Run the same command again to go on");
    }

    private List<FolderReport> folders() {
        Stream<FolderRecord> lines = workshop.ledger().folders(job.mailbox(), Direction.FORWARD).stream()
            .filter(line -> line.state() != FolderRecord.State.GONE);
        return lines.map(line -> new FolderReport(line.sourceName(), line.targetName(), state(line), line.sourceMessages(), watch.of(line.sourceName()),
            line.note())).toList();
    }

    private static String state(FolderRecord line) {
        return switch (line.state()) {
            case COPY -> line.finishedPass() == 0 ? "not reached" : "copied";
            case EXCLUDED -> "left out";
            case REFUSED -> "refused";
            case GONE -> "gone";
        };
    }
}

package org.mailferry.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailsync.Counterpart;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.FolderRefusedException;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.RemoteFolder;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.reconcile.Discrepancy.Kind;

/**
 * Compares two mailboxes as they are: what is on one side only, in either direction, is a difference. Reads every message on both
 * servers and changes nothing. Each folder's two sides are held in arrays, about 150 bytes a message; a broken connection is made anew and the
 * comparison goes on where it was.
 */
public final class MailboxComparison {
    private static final Duration SESSION = Duration.ofMinutes(30);
    private static final int TRIES = 5;

    private final MailStores stores;
    private final MailsyncSettings settings;
    private final Clock clock;
    private final Pacer pacer;
    private final ComparisonWatch watch;
    private final SyncJob job;
    private final Optional<SyncLedger> ledger;
    private final Map<String, FolderRecord> lines;
    private final Set<String> done = new HashSet<>();
    private final Map<String, String> takenTargets = new HashMap<>();
    private Optional<ComparedPair> open = Optional.empty();

    /** @param ledger of earlier passes, which explains differences and tells target names */
    public MailboxComparison(MailStores stores, MailsyncSettings settings, Clock clock, Pacer pacer, ComparisonWatch watch, SyncJob job,
                             Optional<SyncLedger> ledger) {
        this.stores = stores;
        this.settings = settings;
        this.clock = clock;
        this.pacer = pacer;
        this.watch = watch;
        this.job = job;
        this.ledger = ledger;
        this.lines = ledger.map(known -> known.folders(job.mailbox(), Direction.FORWARD)).orElse(List.of()).stream()
            .collect(Collectors.toMap(FolderRecord::sourceName, line -> line));
    }

    /** @throws MigrationException when a server breaks off again and again, or only a person can help */
    public void run() {
        for (int failures = 0; ; failures++) {
            Deadline deadline = Deadline.in(clock, SESSION, settings.grace());
            Progress progress = new Progress(() -> { }, deadline::isOver);
            try {
                if (session(deadline, progress)) {
                    return;
                }
                failures = -1;
            } catch (MigrationException e) {
                failures = progress.moved() ? 0 : failures;
                if (e.kind() == FailureKind.PERMANENT || failures >= TRIES) {
                    throw e;
                }
                watch.note(e.getMessage() + "; trying again");
                pacer.pause(e.retryAfter().orElse(Duration.ofSeconds(1L << failures)));
            }
        }
    }

    /** @return false when the session's time is over */
    private boolean session(Deadline deadline, Progress progress) {
        try (MailStore source = stores.open(job.source(), deadline); MailStore target = stores.open(job.target(), deadline)) {
            Map<String, String> known = lines.values().stream().filter(line -> !line.targetName().isEmpty())
                .collect(Collectors.toMap(FolderRecord::sourceName, FolderRecord::targetName));
            List<Counterpart> folders = Counterpart.of(source, target, job.policy(), known);
            if (folders.stream().allMatch(Counterpart::leftOut)) {
                throw MigrationException.permanent("There is no folder to compare");
            }
            Map<String, RemoteFolder> onTarget = target.folders().stream().collect(Collectors.toMap(RemoteFolder::name, folder -> folder, (one, other) -> one));
            for (Counterpart folder : folders) {
                if (!folder.leftOut() && !done.contains(folder.source().name())) {
                    if (!compare(folder, source, target, onTarget, progress)) {
                        return false;
                    }
                    done.add(folder.source().name());
                    progress.move();
                }
            }
            extraFolders(folders, onTarget, target);
            return true;
        }
    }

    private boolean compare(Counterpart folder, MailStore source, MailStore target, Map<String, RemoteFolder> onTarget, Progress progress) {
        String other = takenTargets.putIfAbsent(folder.targetName(), folder.source().name());
        if (other != null && !other.equals(folder.source().name())) {
            say(folder, Kind.FOLDER_REFUSED, "it shares '" + folder.targetName() + "' on the target with '" + other + "': one copy could pass for two messages");
            return true;
        }
        try {
            RemoteFolder there = onTarget.get(folder.targetName());
            if (there == null || !there.selectable()) {
                say(folder, Kind.FOLDER_MISSING, "with " + source.status(folder.source().name()).messages() + " messages is not on the target as '" + folder.targetName() + "'");
                return true;
            }
            ComparedPair pair = open.filter(begun -> begun.isOf(folder)).orElseGet(() -> {
                watch.begun(folder);
                return new ComparedPair(folder, settings, watch);
            });
            open = Optional.of(pair);
            Optional<FolderRecord> line = Optional.ofNullable(lines.get(folder.source().name())).filter(known -> known.targetName().equals(folder.targetName()));
            boolean through = pair.run(source, target, progress, line, ledger);
            open = through ? Optional.empty() : open;
            return through;
        } catch (FolderRefusedException e) {
            open = Optional.empty();
            say(folder, Kind.FOLDER_REFUSED, String.valueOf(e.getMessage()));
            return true;
        }
    }

    /** What the target has and no source folder belongs to. An empty one is no mail, and servers make such by themselves. */
    private void extraFolders(List<Counterpart> folders, Map<String, RemoteFolder> onTarget, MailStore target) {
        if (job.policy().folders().restricts()) {
            return;
        }
        Set<String> wanted = folders.stream().filter(folder -> !folder.leftOut()).map(Counterpart::targetName).collect(Collectors.toSet());
        for (RemoteFolder extra : onTarget.values()) {
            if (extra.selectable() && !wanted.contains(extra.name())) {
                extra(extra.name(), target);
            }
        }
    }

    private void extra(String name, MailStore target) {
        try {
            long messages = target.status(name).messages();
            if (messages == 0) {
                watch.note("The empty folder '" + name + "' is only on the target");
            } else {
                watch.found(new Discrepancy(name, Kind.FOLDER_EXTRA, 0, 0, 0, 0, "with " + messages + " messages is only on the target"));
            }
        } catch (FolderRefusedException e) {
            watch.found(new Discrepancy(name, Kind.FOLDER_REFUSED, 0, 0, 0, 0, String.valueOf(e.getMessage())));
        }
    }

    private void say(Counterpart folder, Kind kind, String words) {
        watch.found(new Discrepancy(folder.source().name(), kind, 0, 0, 0, 0, words));
    }
}

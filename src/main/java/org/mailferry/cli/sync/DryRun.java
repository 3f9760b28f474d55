package org.mailferry.cli.sync;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailferry.mailsync.Counterpart;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.FolderRefusedException;
import org.mailferry.mailsync.FolderStatus;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MessageRules;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.mailsync.RemoteFolder;
import org.mailferry.mailsync.SyncJob;

/** Says folder by folder what a run would do; opens folders for reading only. */
final class DryRun {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Workshop workshop;
    private final MailStores stores;
    private final SyncJob job;
    private final String mailbox;
    private final RunWatch watch;
    private long toCopy;

    DryRun(Workshop workshop, MailStores stores, SyncJob job, String mailbox, RunWatch watch) {
        this.workshop = workshop;
        this.stores = stores;
        this.job = job;
        this.mailbox = mailbox;
        this.watch = watch;
    }

    void run() {
        Deadline deadline = Deadline.in(workshop.clock(), PATIENCE, workshop.settings().grace());
        Map<String, FolderRecord> known = workshop.ledger().folders(job.mailbox(), Direction.FORWARD).stream()
            .collect(Collectors.toMap(FolderRecord::sourceName, Function.identity()));
        Map<String, String> names = known.values().stream().filter(line -> !line.targetName().isEmpty())
            .collect(Collectors.toMap(FolderRecord::sourceName, FolderRecord::targetName));
        try (MailStore source = stores.open(job.source(), deadline); MailStore target = stores.open(job.target(), deadline)) {
            Set<String> there = target.folders().stream().filter(RemoteFolder::selectable).map(RemoteFolder::name).collect(Collectors.toSet());
            for (Counterpart folder : Counterpart.of(source, target, job.policy(), names)) {
                say(folder.source().name() + ": " + (folder.leftOut() ? "left out, " + Words.count(source.status(folder.source().name()).messages()) + " messages"
                    : carried(source, target, folder, known.get(folder.source().name()), there.contains(folder.targetName()) || folder.targetName().equals("INBOX"))));
            }
        }
        say("In all " + Words.count(toCopy) + " messages would be copied, or found there. Nothing was changed.");
    }

    private String carried(MailStore source, MailStore target, Counterpart folder, @Nullable FolderRecord line, boolean exists) {
        String to = "to " + folder.targetName() + (exists ? "" : ", which would be created") + (folder.note().isEmpty() ? "" : " (" + folder.note() + ")") + ": ";
        try {
            String work = messages(source, folder.source().name(), line);
            long others = exists && line == null ? target.status(folder.targetName()).messages() : 0;
            return to + work + (others == 0 ? "" : "; " + Words.count(others) + " on the target would be compared with them first");
        } catch (FolderRefusedException e) {
            watch.count(ExitCode.ERR_SELECT);
            return to + e.getMessage();
        }
    }

    private String messages(MailStore source, String name, @Nullable FolderRecord line) {
        FolderStatus now = source.status(name);
        boolean follows = line != null && line.sourceUidValidity() == now.uidValidity();
        long from = follows ? line.nextSourceUid() : 1;
        if (now.messages() == 0 || from >= now.uidNext()) {
            return "nothing new among " + Words.count(now.messages()) + " messages";
        }
        MessageRules rules = job.policy().messages();
        OpenedFolder opened = source.openForReading(name);
        long wanted = from == 1 && rules.equals(MessageRules.NONE) ? now.messages() : opened.entriesFrom(from).stream().filter(rules::carries).count();
        toCopy += wanted;
        return Words.count(wanted) + " of " + Words.count(now.messages()) + " messages";
    }

    private void say(String text) {
        workshop.reporter().note(mailbox, text);
    }
}

package org.mailferry.mailsync;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds out whether mail still arrives in a source mailbox that was given up. */
@Component
public class SourceQuiet {
    private final MailStores stores;
    private final SyncLedger ledger;
    private final SourceLooks looks;
    private final MailsyncSettings settings;
    private final Clock clock;

    public SourceQuiet(MailStores stores, SyncLedger ledger, SourceLooks looks, MailsyncSettings settings, Clock clock) {
        this.stores = stores;
        this.ledger = ledger;
        this.looks = looks;
        this.settings = settings;
        this.clock = clock;
    }

    /** Found quiet not longer than {@code validFor} ago. */
    public boolean wasQuiet(SyncJob job, Duration validFor) {
        return looks.of(job.mailbox()).filter(look -> look.problem().isEmpty() && look.at().plus(validFor).isAfter(clock.instant())).isPresent();
    }

    /** Compares the source with the ledger and keeps the answer. @return what arrived since the last pass; empty when it is quiet */
    public String look(SyncJob job) {
        String problem;
        try (MailStore source = stores.open(job.source(), Deadline.in(clock, settings.slice(), settings.grace()))) {
            problem = arrivals(job, source);
        } catch (LoginRefusedException e) {
            problem = e.getMessage();
        }
        looks.save(new SourceLooks.Look(job.mailbox(), problem, clock.instant()));
        return problem;
    }

    private String arrivals(SyncJob job, MailStore source) {
        Map<String, FolderRecord> known = ledger.folders(job.mailbox(), Direction.FORWARD).stream()
            .collect(Collectors.toMap(FolderRecord::sourceName, Function.identity()));
        List<String> news = source.folders().stream().filter(RemoteFolder::selectable).map(folder -> news(source, folder.name(), known))
            .filter(text -> !text.isEmpty()).toList();
        return String.join("; ", news);
    }

    private static String news(MailStore source, String name, Map<String, FolderRecord> known) {
        FolderRecord line = known.get(name);
        if (line != null && (line.state() == FolderRecord.State.EXCLUDED || line.state() == FolderRecord.State.REFUSED)) {
            return "";
        }
        FolderStatus now = source.status(name);
        if (line == null) {
            return now.messages() == 0 ? "" : name + ": a new folder with " + now.messages() + " messages";
        }
        if (now.uidValidity() != line.sourceUidValidity()) {
            return name + ": its UIDVALIDITY changed";
        }
        return now.uidNext() > line.nextSourceUid() ? name + ": " + (now.uidNext() - line.nextSourceUid()) + " new since the last pass" : "";
    }
}

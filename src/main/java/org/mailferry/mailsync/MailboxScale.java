package org.mailferry.mailsync;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Measures source mailboxes: by STATUS=SIZE, else by the quota, else by listing every message. */
@Component
public class MailboxScale {
    private final MailStores stores;
    private final MailboxSizes sizes;
    private final MailsyncSettings settings;
    private final Clock clock;

    public MailboxScale(MailStores stores, MailboxSizes sizes, MailsyncSettings settings, Clock clock) {
        this.stores = stores;
        this.sizes = sizes;
        this.settings = settings;
        this.clock = clock;
    }

    /** Measured not longer than {@code validFor} ago. */
    public boolean isFresh(SyncJob job, Duration validFor) {
        return sizes.of(job.mailbox()).filter(size -> size.measuredAt().plus(validFor).isAfter(clock.instant())).isPresent();
    }

    /** Measures and keeps the result; a refusal is a result too. Safe to repeat. */
    public MailboxSize measure(SyncJob job) {
        MailboxSize size;
        try (MailStore source = stores.open(job.source(), Deadline.in(clock, settings.slice(), settings.grace()))) {
            size = measured(job, source);
        } catch (LoginRefusedException | FolderRefusedException e) {
            size = new MailboxSize(job.mailbox(), 0, 0, 0, e.getMessage(), clock.instant());
        }
        sizes.save(size);
        return size;
    }

    private MailboxSize measured(SyncJob job, MailStore source) {
        List<FolderMapping.Mapped> folders = FolderMapping.of(source.folders(), List.of(), Hierarchy.SLASHED, job.policy().excludedFolders(),
            java.util.Map.of());
        OptionalLong quota = source.quotaUsedBytes();
        long messages = 0;
        long bytes = 0;
        long leftBehind = 0;
        for (FolderMapping.Mapped folder : folders) {
            String name = folder.source().name();
            long count = source.status(name).messages();
            if (folder.excluded()) {
                leftBehind += count;
            } else {
                messages += count;
                bytes += count == 0 ? 0 : bytes(source, name, quota.isPresent());
            }
        }
        return new MailboxSize(job.mailbox(), messages, bytes == 0 ? quota.orElse(0) : bytes, leftBehind, "", clock.instant());
    }

    private static long bytes(MailStore source, String folder, boolean quotaKnown) {
        OptionalLong told = source.sizeBytes(folder);
        if (told.isPresent() || quotaKnown) {
            return told.orElse(0);
        }
        return source.openForReading(folder).entriesFrom(1).stream().mapToLong(MessageEntry::sizeBytes).sum();
    }
}

package org.mailferry.mailsync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailferry.audit.CheckedSubject.Verdict;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.MailboxPreflight.Answer;
import org.mailferry.mailsync.MailboxPreflight.Question;

/**
 * What a mailbox of the source holds that is to be copied, as far as the server tells it without being asked for every message.
 *
 * @param bytes empty where the source neither tells the size of a folder nor keeps a quota, and holds more than a visit lists
 * @param leftBehind messages in folders that are left out
 */
record SourceContents(MailStore store, List<RemoteFolder> folders, long messages, OptionalLong bytes, long leftBehind) {
    /** Listing so many takes seconds. */
    private static final long LISTED = 20_000;
    private static final int NAMED = 10;

    static SourceContents of(MailStore store, SyncPolicy policy) {
        List<RemoteFolder> folders = new ArrayList<>();
        long messages = 0;
        long leftBehind = 0;
        for (RemoteFolder folder : store.folders().stream().filter(RemoteFolder::selectable).toList()) {
            long held = folder.status().orElseGet(() -> store.status(folder.name())).messages();
            if (policy.excludes(folder)) {
                leftBehind += held;
            } else {
                messages += held;
                if (held > 0) {
                    folders.add(folder);
                }
            }
        }
        return new SourceContents(store, List.copyOf(folders), messages, bytes(store, folders, messages), leftBehind);
    }

    private static OptionalLong bytes(MailStore store, List<RemoteFolder> folders, long messages) {
        long sum = 0;
        for (RemoteFolder folder : folders) {
            OptionalLong told = store.sizeBytes(folder.name());
            if (told.isEmpty()) {
                OptionalLong quota = store.quotaUsedBytes();
                return quota.isPresent() || messages > LISTED ? quota : OptionalLong.of(listed(store, folders));
            }
            sum += told.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    private static long listed(MailStore store, List<RemoteFolder> folders) {
        return folders.stream().mapToLong(folder -> store.openForReading(folder.name()).entriesFrom(1).stream().mapToLong(MessageEntry::sizeBytes).sum()).sum();
    }

    /** For the wave's forecast; a measurement that is known to be too small is none. */
    Optional<MailboxSize> size(MailboxId mailbox, Instant now) {
        return bytes.isEmpty() ? Optional.empty() : Optional.of(new MailboxSize(mailbox, messages, bytes.getAsLong(), leftBehind, "", now));
    }

    /** Only the messages above the limit are looked at, and the first of them named. */
    Answer against(MessageLimit limit) {
        List<String> named = new ArrayList<>();
        long tooLarge = 0;
        for (RemoteFolder folder : folders) {
            OpenedFolder opened = store.openForReading(folder.name());
            List<Long> uids = opened.uidsLargerThan(limit.bytes());
            tooLarge += uids.size();
            if (!uids.isEmpty() && named.size() < NAMED) {
                opened.entries(uids.subList(0, Math.min(uids.size(), NAMED - named.size())))
                    .forEach(entry -> named.add(folder.path() + ": " + Bytes.text(entry.sizeBytes()) + " of " + entry.date().text().strip() + ", UID " + entry.uid()));
            }
        }
        if (tooLarge == 0) {
            return new Answer(Question.MESSAGE_SIZE, Verdict.GOOD, "no message is larger than " + limit.text());
        }
        return new Answer(Question.MESSAGE_SIZE, Verdict.BAD, tooLarge + (tooLarge == 1 ? " message is" : " messages are") + " larger than " + limit.text() + ": "
            + String.join("; ", named) + (tooLarge > named.size() ? "; and " + (tooLarge - named.size()) + " more" : ""));
    }
}

package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the target's folders hold and the source has not, after a pass went through: of the folders of that pass only. Whatever is in
 * doubt stays: messages outside the policy's rules, folders with an append that is not settled, and messages of the date of one that could not be copied.
 */
public final class Surplus {
    private static final int CHUNK = 500;
    private static final int PAGE = 5_000;

    /** @param uidValidity of the target's folder when it was looked at */
    public record Part(String targetFolder, long uidValidity, Uids uids, long messages) {}

    private final List<Part> parts;
    private final long onSource;

    private Surplus(List<Part> parts, long onSource) {
        this.parts = parts;
        this.onSource = onSource;
    }

    /** Only looks. */
    public static Surplus find(SyncJob job, SyncLedger ledger, MailStore source, MailStore target) {
        return find(job, ledger, source, target, PAGE);
    }

    /** @param window so many messages are listed at once */
    static Surplus find(SyncJob job, SyncLedger ledger, MailStore source, MailStore target, int window) {
        long pass = ledger.lastPass(job.mailbox(), Direction.FORWARD).map(PassRecord::number).orElse(0L);
        Map<String, List<FolderRecord>> byTarget = ledger.folders(job.mailbox(), Direction.FORWARD).stream()
            .filter(line -> line.state() == FolderRecord.State.COPY || line.state() == FolderRecord.State.REFUSED)
            .collect(Collectors.groupingBy(FolderRecord::targetName, LinkedHashMap::new, Collectors.toList()));
        List<Part> parts = new ArrayList<>();
        long onSource = 0;
        for (Map.Entry<String, List<FolderRecord>> group : byTarget.entrySet()) {
            if (group.getValue().stream().noneMatch(line -> line.finishedPass() == pass)) {
                continue;
            }
            Kept kept = new Kept(ledger, window);
            boolean certain = group.getValue().stream().allMatch(line -> opened(line) && kept.look(source, line));
            onSource += kept.onSource;
            if (certain) {
                part(job.policy(), target, group.getKey(), group.getValue().get(0), kept).ifPresent(parts::add);
            }
        }
        return new Surplus(List.copyOf(parts), onSource);
    }

    private static boolean opened(FolderRecord line) {
        return line.state() == FolderRecord.State.COPY && line.sourceUidValidity() != 0 && line.targetUidValidity() != 0;
    }

    private static java.util.Optional<Part> part(SyncPolicy policy, MailStore target, String folder, FolderRecord line, Kept kept) {
        OpenedFolder opened = target.openForReading(folder);
        if (opened.status().uidValidity() != line.targetUidValidity()) {
            return java.util.Optional.empty();
        }
        Uids there = opened.uidsFrom(1);
        long[] surplus = there.without(kept.copies()).windows(kept.window).stream().flatMap(uids -> opened.entries(uids.toList()).stream())
            .filter(entry -> !kept.mayHold(entry) && policy.messages().carries(entry)).mapToLong(MessageEntry::uid).toArray();
        return java.util.Optional.of(new Part(folder, line.targetUidValidity(), Uids.of(surplus), there.count()));
    }

    public List<Part> parts() {
        return parts;
    }

    public long count() {
        return parts.stream().mapToLong(part -> part.uids().count()).sum();
    }

    /** Why nobody should remove it without a word; empty where all is as usual. */
    public java.util.Optional<String> objection(int maxPercent) {
        long messages = parts.stream().mapToLong(Part::messages).sum();
        if (count() == 0) {
            return java.util.Optional.empty();
        }
        if (onSource == 0) {
            return java.util.Optional.of("The source holds no message at all, and " + count() + " on the target would be deleted");
        }
        return count() * 100 > messages * maxPercent ? java.util.Optional.of(count() + " of " + messages + " messages on the target would be deleted, more than "
            + maxPercent + " %") : java.util.Optional.empty();
    }

    /**
     * Removes it for good. A folder that began anew meanwhile is left alone.
     *
     * @return how many messages
     * @throws FolderRefusedException when the server removes no single messages
     */
    public long remove(MailStore target) {
        long removed = 0;
        for (Part part : parts) {
            if (part.uids().isEmpty()) {
                continue;
            }
            OpenedFolder opened = target.openForWriting(part.targetFolder());
            if (!opened.expungesSingly()) {
                throw new FolderRefusedException("The target removes no single messages (no UIDPLUS), so nothing was deleted in '" + part.targetFolder() + "'");
            }
            if (opened.status().uidValidity() == part.uidValidity()) {
                part.uids().windows(CHUNK).forEach(chunk -> opened.expunge(chunk.toList()));
                removed += part.uids().count();
            }
        }
        return removed;
    }

    /** The target's messages that are on the source, or may be. */
    private static final class Kept {
        private final SyncLedger ledger;
        private final int window;
        private final List<long[]> copies = new ArrayList<>();
        private final Set<java.time.Instant> doubtful = new java.util.HashSet<>();
        private long onSource;

        private Kept(SyncLedger ledger, int window) {
            this.ledger = ledger;
            this.window = window;
        }

        /** @return false when it cannot be told for certain */
        private boolean look(MailStore source, FolderRecord line) {
            OpenedFolder opened = source.openForReading(line.sourceName());
            Uids there = opened.uidsFrom(1);
            onSource += there.count();
            if (opened.status().uidValidity() != line.sourceUidValidity()) {
                return false;
            }
            List<long[]> copied = new ArrayList<>();
            List<MessageRecord> page = ledger.messagesAfter(line.id(), 0, window);
            for (; !page.isEmpty(); page = ledger.messagesAfter(line.id(), page.get(page.size() - 1).sourceUid(), window)) {
                if (page.stream().anyMatch(record -> record.outcome() == Outcome.INTENDED)) {
                    return false;
                }
                List<MessageRecord> both = page.stream()
                    .filter(record -> there.contains(record.sourceUid()) && record.isOnTarget() && record.targetUid().isPresent()).toList();
                copies.add(both.stream().mapToLong(record -> record.targetUid().getAsLong()).toArray());
                copied.add(both.stream().mapToLong(MessageRecord::sourceUid).toArray());
            }
            return there.without(all(copied)).windows(window).stream().allMatch(uids -> doubt(opened, uids));
        }

        /** @return false when one is there and the source does not tell its date */
        private boolean doubt(OpenedFolder opened, Uids uids) {
            List<MessageEntry> entries = opened.entries(uids.toList());
            entries.forEach(entry -> doubtful.add(entry.date().instant()));
            Uids untold = uids.without(entries.stream().mapToLong(MessageEntry::uid).toArray());
            return untold.isEmpty() || untold.stream().noneMatch(opened.uidsFrom(untold.first())::contains);
        }

        private long[] copies() {
            return all(copies);
        }

        private boolean mayHold(MessageEntry entry) {
            return doubtful.contains(entry.date().instant());
        }

        private static long[] all(List<long[]> parts) {
            return parts.stream().flatMapToLong(java.util.Arrays::stream).toArray();
        }
    }
}

package org.mailferry.mailsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;

/** The ledger in memory; a call either happens whole or not at all, as a transaction does. */
final class MemoryLedger implements SyncLedger {
    record Key(MailboxId mailbox, Direction direction) {}

    private final Tripwire tripwire;
    private final Clock clock;
    private final Map<MailboxId, Long> tokens = new HashMap<>();
    private final Map<MailboxId, Instant> until = new HashMap<>();
    private final Map<Key, PassRecord> passes = new HashMap<>();
    final Map<Long, Key> owners = new HashMap<>();
    final Map<Long, FolderRecord> folders = new LinkedHashMap<>();
    final Map<Long, TreeMap<Long, MessageRecord>> messages = new HashMap<>();
    final Map<Long, TreeMap<Long, ForeignMessage>> foreign = new HashMap<>();
    final Map<Long, List<Tombstone>> tombstones = new HashMap<>();
    private long lastTombstone;
    java.util.function.LongConsumer doubting = folderId -> { };
    private final Map<MailboxId, Instant> broke = new HashMap<>();
    int largestPage;

    MemoryLedger(Tripwire tripwire, Clock clock) {
        this.tripwire = tripwire;
        this.clock = clock;
    }

    @Override public Lease acquire(MailboxId mailbox, Duration time) {
        if (until.containsKey(mailbox) && clock.instant().isBefore(until.get(mailbox))) {
            throw MigrationException.transientFailure("held", null);
        }
        Optional.ofNullable(until.put(mailbox, clock.instant().plus(time))).ifPresent(end -> broke.put(mailbox, end));
        return new Lease(mailbox, tokens.merge(mailbox, 1L, Long::sum), Optional.ofNullable(broke.get(mailbox)));
    }

    @Override public void release(Lease lease) {
        tripwire.passing("ledger release");
        if (tokens.get(lease.mailbox()) == lease.token()) {
            until.remove(lease.mailbox());
        }
    }

    @Override public void abandon(Lease lease) {
        tripwire.passing("ledger abandon");
        if (tokens.get(lease.mailbox()) == lease.token()) {
            until.remove(lease.mailbox());
            broke.put(lease.mailbox(), clock.instant());
        }
    }

    @Override public void check(Lease lease) {
        if (tokens.get(lease.mailbox()) != lease.token() || !until.containsKey(lease.mailbox()) || !clock.instant().isBefore(until.get(lease.mailbox()))) {
            throw MigrationException.transientFailure("lease lost", null);
        }
    }

    void write(Lease lease, Runnable change) {
        tripwire.passing("ledger write");
        if (tokens.get(lease.mailbox()) != lease.token()) {
            throw MigrationException.transientFailure("lease lost", null);
        }
        change.run();
        tripwire.passing("ledger written");
    }

    @Override public Optional<PassRecord> lastPass(MailboxId mailbox, Direction direction) {
        return Optional.ofNullable(passes.get(new Key(mailbox, direction)));
    }

    @Override public void savePass(Lease lease, Direction direction, PassRecord pass) {
        write(lease, () -> passes.put(new Key(lease.mailbox(), direction), pass));
    }

    @Override public void entered(Lease lease, String folder) {
        // The progress is nobody's business here.
    }

    @Override public void worked(Lease lease, Duration time, long moved, long bytes) {
        // Nor is the rate.
    }

    @Override public List<FolderRecord> folders(MailboxId mailbox, Direction direction) {
        return folders.values().stream().filter(folder -> owners.get(folder.id()).equals(new Key(mailbox, direction))).toList();
    }

    @Override public FolderRecord add(Lease lease, Direction direction, FolderRecord folder) {
        FolderRecord added = folder.withId(folders.size() + 1);
        write(lease, () -> {
            owners.put(added.id(), new Key(lease.mailbox(), direction));
            folders.put(added.id(), added);
            messages.put(added.id(), new TreeMap<>());
            foreign.put(added.id(), new TreeMap<>());
        });
        return added;
    }

    @Override public void record(Lease lease, FolderRecord folder, Collection<MessageRecord> lines) {
        write(lease, () -> {
            lines.forEach(line -> {
                messages.get(folder.id()).put(line.sourceUid(), line);
                line.targetUid().ifPresent(foreign.get(folder.id())::remove);
            });
            folders.put(folder.id(), folder);
        });
    }

    @Override public void unchanged(Lease lease, Collection<Long> folderIds, long pass) {
        if (!folderIds.isEmpty()) {
            write(lease, () -> folderIds.forEach(id -> folders.put(id, folders.get(id).finished(pass, folders.get(id).sourceMessages()))));
        }
    }

    @Override public boolean forgetMessages(Lease lease, FolderRecord folder, int limit) {
        List<MessageRecord> lines = messagesAfter(folder.id(), 0, limit);
        write(lease, () -> {
            lines.forEach(line -> {
                bury(folder.id(), line);
                messages.get(folder.id()).remove(line.sourceUid());
                line.targetUid().ifPresent(uid -> foreign.get(folder.id()).put(uid,
                    new ForeignMessage(uid, line.sizeBytes(), line.date().instant().getEpochSecond(), line.sha256())));
            });
            if (lines.size() < limit) {
                folders.put(folder.id(), folder);
            }
        });
        return lines.size() < limit;
    }

    @Override public OptionalLong doubtMessages(Lease lease, FolderRecord folder, long aboveUid, int limit) {
        List<MessageRecord> page = messagesAfter(folder.id(), aboveUid, limit);
        long upTo = page.size() < limit ? Long.MAX_VALUE : page.get(page.size() - 1).sourceUid();
        write(lease, () -> {
            page.stream().filter(MessageRecord::isLeftBehind).forEach(line -> bury(folder.id(), line));
            page.stream().filter(line -> line.sourceUid() < 0).forEach(line -> messages.get(folder.id()).remove(line.sourceUid()));
            messages.get(folder.id()).subMap(Math.max(aboveUid, 0), false, Math.max(upTo, 0), true).replaceAll((uid, line) -> {
                boolean doubted = line.isOnTarget() || line.outcome() == Outcome.INTENDED;
                return new MessageRecord(uid, OptionalLong.empty(), doubted ? Outcome.INTENDED : line.outcome(), line.reason(), line.sha256(),
                    line.sizeBytes(), line.date(), line.flags(), doubted ? 1 : line.targetFloor(), doubted ? 0 : line.attempts());
            });
            foreign.get(folder.id()).clear();
            doubting.accept(folder.id());
            folders.put(folder.id(), upTo == Long.MAX_VALUE ? folder : folder.targetUnknown());
        });
        return upTo == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(upTo);
    }

    private void bury(long folderId, MessageRecord line) {
        if (!line.sha256().isEmpty() && (line.isAway() || line.isLeftBehind())) {
            tombstones.computeIfAbsent(folderId, id -> new java.util.ArrayList<>()).add(new Tombstone(++lastTombstone,
                line.isAway() ? Side.TARGET : Side.SOURCE, line.sha256(), line.sizeBytes(), line.date()));
        }
    }

    @Override public List<Tombstone> tombstones(long folderId, Side goneFrom, Collection<String> sha256s) {
        return tombstones.getOrDefault(folderId, List.of()).stream().filter(stone -> stone.goneFrom() == goneFrom && sha256s.contains(stone.sha256())).toList();
    }

    @Override public List<Tombstone> tombstones(long folderId, Side goneFrom, int limit) {
        return tombstones.getOrDefault(folderId, List.of()).stream().filter(stone -> stone.goneFrom() == goneFrom).limit(limit).toList();
    }

    @Override public void settleTombstones(Lease lease, long folderId, Collection<MessageRecord> lines, Collection<Tombstone> over) {
        write(lease, () -> {
            lines.forEach(line -> {
                messages.get(folderId).put(line.sourceUid(), line);
                line.targetUid().ifPresent(foreign.get(folderId)::remove);
            });
            tombstones.get(folderId).removeAll(over);
        });
    }

    @Override public FolderCounts recount(Lease lease, FolderRecord folder) {
        return FolderCounts.NONE;
    }

    @Override public Set<Long> unsettled(MailboxId mailbox, Direction direction, long refusedBefore) {
        return folders(mailbox, direction).stream().map(FolderRecord::id).filter(id -> messages.get(id).values().stream().anyMatch(line ->
            line.outcome() == Outcome.INTENDED || line.outcome() == Outcome.REFUSED && line.refusedPass() < refusedBefore)).collect(Collectors.toSet());
    }

    @Override public List<MessageRecord> unresolved(long folderId, long aboveUid, int limit) {
        return lines(folderId, aboveUid, limit, line -> line.outcome() == Outcome.INTENDED && line.targetFloor() > 0);
    }

    @Override public List<MessageRecord> intended(long folderId, long targetFloor, long aboveUid, int limit) {
        return lines(folderId, aboveUid, limit, line -> line.outcome() == Outcome.INTENDED && line.targetFloor() == targetFloor);
    }

    @Override public List<MessageRecord> refused(long folderId, long beforePass, long aboveUid, int limit) {
        return lines(folderId, aboveUid, limit, line -> line.outcome() == Outcome.REFUSED && line.refusedPass() < beforePass);
    }

    @Override public Set<Long> withLeftOut(MailboxId mailbox, Direction direction) {
        return folders(mailbox, direction).stream().map(FolderRecord::id).filter(id -> !leftOut(id, 0, 1).isEmpty()).collect(Collectors.toSet());
    }

    @Override public List<MessageRecord> leftOut(long folderId, long aboveUid, int limit) {
        return lines(folderId, aboveUid, limit, line -> line.outcome() == Outcome.LEFT_OUT && !line.reason().isEmpty());
    }

    @Override public List<MessageRecord> find(long folderId, Collection<Long> sourceUids) {
        return lines(folderId, Long.MIN_VALUE, Integer.MAX_VALUE, line -> sourceUids.contains(line.sourceUid()));
    }

    @Override public List<MessageRecord> messagesAfter(long folderId, long aboveUid, int limit) {
        return lines(folderId, aboveUid, limit, line -> true);
    }

    private List<MessageRecord> lines(long folderId, long aboveUid, int limit, Predicate<MessageRecord> wanted) {
        List<MessageRecord> page = messages.get(folderId).tailMap(aboveUid, false).values().stream().filter(wanted).limit(limit).toList();
        largestPage = Math.max(largestPage, page.size());
        return page;
    }

    @Override public long countOnSource(long folderId, long belowUid) {
        return messages.get(folderId).headMap(belowUid).values().stream().filter(line -> line.outcome() != Outcome.EXPUNGED).count();
    }

    @Override public long[] sourceUids(long folderId, long fromUid, long toUid) {
        return messages.get(folderId).subMap(fromUid, true, toUid, true).values().stream().filter(line -> line.outcome() != Outcome.EXPUNGED)
            .mapToLong(MessageRecord::sourceUid).toArray();
    }

    @Override public long[] targetUids(long folderId, long fromUid, long toUid) {
        return messages.get(folderId).values().stream().flatMapToLong(line -> line.targetUid().stream())
            .filter(uid -> uid >= fromUid && uid <= toUid).sorted().toArray();
    }

    @Override public void addForeign(Lease lease, FolderRecord folder, Collection<ForeignMessage> found) {
        write(lease, () -> {
            found.forEach(message -> foreign.get(folder.id()).putIfAbsent(message.uid(), message));
            folders.put(folder.id(), folder);
        });
    }

    @Override public List<ForeignMessage> foreignUnread(long folderId, long fromUid, Collection<Long> sizes, Collection<Long> epochSeconds, int limit) {
        return foreign(folderId, fromUid, limit, message -> message.sha256().isEmpty()
            && (sizes.contains(message.sizeBytes()) || epochSeconds.contains(message.epochSecond())));
    }

    @Override public long foreignCount(long folderId) {
        return foreign.get(folderId).size();
    }

    @Override public List<ForeignMessage> foreignAlike(long folderId, long fromUid, Map<String, Integer> limits, Map<String, Set<Long>> dates) {
        return foreign(folderId, fromUid, Integer.MAX_VALUE, message -> limits.containsKey(message.sha256()));
    }

    @Override public List<ForeignMessage> foreignDated(long folderId, long fromUid, Collection<Long> epochSeconds, int limit) {
        return foreign(folderId, fromUid, limit, message -> epochSeconds.contains(message.epochSecond()));
    }

    private List<ForeignMessage> foreign(long folderId, long fromUid, int limit, Predicate<ForeignMessage> wanted) {
        return foreign.get(folderId).tailMap(fromUid, true).values().stream().filter(wanted).limit(limit).toList();
    }

    @Override public void foreignRead(Lease lease, long folderId, Map<Long, String> digests) {
        write(lease, () -> digests.forEach((uid, digest) -> foreign.get(folderId).computeIfPresent(uid,
            (same, message) -> new ForeignMessage(uid, message.sizeBytes(), message.epochSecond(), digest))));
    }

    @Override public void foreignGone(Lease lease, long folderId, Collection<Long> targetUids) {
        write(lease, () -> targetUids.forEach(foreign.get(folderId)::remove));
    }
}

package org.mailferry.mailsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
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

    MemoryLedger(Tripwire tripwire, Clock clock) {
        this.tripwire = tripwire;
        this.clock = clock;
    }

    @Override public Lease acquire(MailboxId mailbox, Duration time) {
        if (until.containsKey(mailbox) && clock.instant().isBefore(until.get(mailbox))) {
            throw MigrationException.transientFailure("held", null);
        }
        until.put(mailbox, clock.instant().plus(time));
        return new Lease(mailbox, tokens.merge(mailbox, 1L, Long::sum));
    }

    @Override public void release(Lease lease) {
        tripwire.passing("ledger release");
        if (tokens.get(lease.mailbox()) == lease.token()) {
            until.remove(lease.mailbox());
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
        });
        return added;
    }

    @Override public void record(Lease lease, FolderRecord folder, Collection<MessageRecord> lines) {
        write(lease, () -> {
            lines.forEach(line -> messages.get(folder.id()).put(line.sourceUid(), line));
            folders.put(folder.id(), folder);
        });
    }

    @Override public void forgetMessages(Lease lease, FolderRecord folder) {
        write(lease, () -> {
            messages.get(folder.id()).clear();
            folders.put(folder.id(), folder);
        });
    }

    @Override public void doubtMessages(Lease lease, FolderRecord folder) {
        write(lease, () -> {
            messages.get(folder.id()).replaceAll((uid, line) -> {
                boolean doubted = line.isOnTarget() || line.outcome() == Outcome.INTENDED;
                return new MessageRecord(uid, OptionalLong.empty(), doubted ? Outcome.INTENDED : line.outcome(), line.reason(), line.sha256(),
                    line.sizeBytes(), line.date(), line.flags(), doubted ? 1 : line.targetFloor(), doubted ? 0 : line.attempts());
            });
            folders.put(folder.id(), folder);
        });
    }

    @Override public FolderCounts recount(Lease lease, FolderRecord folder) {
        return FolderCounts.NONE;
    }

    @Override public List<MessageRecord> unresolved(long folderId) {
        return lines(folderId, line -> line.outcome() == Outcome.INTENDED);
    }

    @Override public List<MessageRecord> refused(long folderId) {
        return lines(folderId, line -> line.outcome() == Outcome.REFUSED);
    }

    @Override public List<MessageRecord> leftOut(long folderId) {
        return lines(folderId, line -> line.outcome() == Outcome.LEFT_OUT && !line.reason().isEmpty());
    }

    @Override public List<MessageRecord> find(long folderId, Collection<Long> sourceUids) {
        return lines(folderId, line -> sourceUids.contains(line.sourceUid()));
    }

    @Override public List<MessageRecord> messages(long folderId) {
        return lines(folderId, line -> true);
    }

    @Override public List<MessageRecord> messagesAfter(long folderId, long sourceUid, int most) {
        return messages.get(folderId).tailMap(sourceUid, false).values().stream().limit(most).toList();
    }

    private List<MessageRecord> lines(long folderId, Predicate<MessageRecord> wanted) {
        return new ArrayList<>(messages.get(folderId).values().stream().filter(wanted).toList());
    }

    @Override public Set<Long> sourceUids(long folderId) {
        Set<Long> uids = new HashSet<>();
        lines(folderId, line -> line.outcome() != Outcome.EXPUNGED).forEach(line -> uids.add(line.sourceUid()));
        return uids;
    }

    @Override public Set<Long> targetUids(long folderId) {
        Set<Long> uids = new HashSet<>();
        lines(folderId, line -> true).forEach(line -> line.targetUid().ifPresent(uids::add));
        return uids;
    }

    @Override public Set<Long> sourceUidsFrom(long folderId, long uid) {
        return Set.copyOf(messages.get(folderId).tailMap(uid, true).keySet());
    }
}

package org.mailferry.mailsync;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.jdbc.LedgerFile;
import org.mailferry.mailsync.jdbc.LedgerForTests;

/**
 * One folder with very many messages, made up as they are asked for, through all that may befall it: {@code messages ledgerFile}, or
 * {@code messages postgres} with the ledger in another process, as in production.
 */
final class SyncMemoryRun {
    private static final String FOLDER = "INBOX";

    private SyncMemoryRun() {}

    public static void main(String[] args) {
        int messages = Integer.parseInt(args[0]);
        MadeUp source = new MadeUp(messages);
        MadeUp target = new MadeUp(0);
        if (args[1].equals("postgres")) {
            whole(LedgerForTests.ledger(TestDatabase.postgres(), Clock.systemUTC()), source, target);
            run("ledger lost", LedgerForTests.ledger(TestDatabase.postgres(), Clock.systemUTC()), source, target);
        } else {
            try (LedgerFile file = LedgerFile.open(Path.of(args[1]), 1, Clock.systemUTC());
                 LedgerFile lost = LedgerFile.open(Path.of(args[1] + "-lost"), 1, Clock.systemUTC())) {
                whole(file.ledger(), source, target);
                run("ledger lost", lost.ledger(), source, target);
            }
        }
        if (target.count != messages) {
            throw new AssertionError(target.count + " on the target");
        }
    }

    private static void whole(SyncLedger ledger, MadeUp source, MadeUp target) {
        run("first copy", ledger, source, target);
        run("unchanged", ledger, source, target);
        source.flagged = Flags.of("\\Seen");
        source.modSeq++;
        run("flags changed", ledger, source, target);
        source.uidValidity++;
        run("source counts anew", ledger, source, target);
        target.uidValidity++;
        run("target counts anew", ledger, source, target);
    }

    private static void run(String what, SyncLedger ledger, MadeUp source, MadeUp target) {
        MailboxSync sync = new MailboxSync((account, deadline) -> account.endpoint().host().equals("source") ? source : target, ledger,
            MailsyncSettings.defaults(), Clock.systemUTC());
        SyncJob job = new SyncJob(MailboxId.parse("run/anna@corp.test"), account("source"), account("target"), new SyncPolicy(java.util.Set.of(), 0));
        long began = System.nanoTime();
        ManagementFactory.getMemoryPoolMXBeans().forEach(java.lang.management.MemoryPoolMXBean::resetPeakUsage);
        long copied = 0;
        long there = 0;
        int slices = 0;
        SliceResult result;
        do {
            result = sync.slice(job, Pass.DELTA, Duration.ofSeconds(30));
            copied += result.copied();
            there += result.alreadyThere();
            slices++;
        } while (!result.caughtUp());
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed() >> 20).sum();
        System.out.printf("%s: %d copied, %d there, %d slices, %d s, heap at most %d MB%n", what, copied, there, slices,
            Duration.ofNanos(System.nanoTime() - began).toSeconds(), peak);
    }

    private static MailAccount account(String host) {
        return new MailAccount(MailEndpoint.of(host, 143, TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, "anna", Optional.empty(),
            SecretReference.parse("env:NONE"));
    }

    private static byte[] content(long number) {
        return ("Subject: " + number + "\r\n\r\n" + "made up ".repeat((int) (number % 40)) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static InternalDate date(long number) {
        return new InternalDate(String.format("%02d-Jan-2020 %02d:%02d:%02d +0300", 1 + number / 86_400 % 28, number / 3600 % 24, number / 60 % 60, number % 60));
    }

    /** Its message n has the UID n; what is stored here must come in that order. */
    private static final class MadeUp implements MailStore, OpenedFolder {
        private long count;
        private long uidValidity = 7;
        private long modSeq = 1;
        private Flags flagged = Flags.NONE;

        MadeUp(long count) {
            this.count = count;
        }

        @Override public Hierarchy hierarchy() {
            return Hierarchy.SLASHED;
        }

        @Override public List<RemoteFolder> folders() {
            return List.of(new RemoteFolder(FOLDER, Hierarchy.SLASHED.path(FOLDER), java.util.Set.of(), true, Optional.of(status())));
        }

        @Override public FolderStatus status(String folder) {
            return status();
        }

        @Override public FolderStatus status() {
            return new FolderStatus(uidValidity, count + 1, count, OptionalLong.of(modSeq));
        }

        @Override public OpenedFolder openForReading(String folder) {
            return this;
        }

        @Override public OpenedFolder openForWriting(String folder) {
            return this;
        }

        @Override public FolderCreation create(String folder) {
            return new FolderCreation.Created();
        }

        @Override public void subscribe(String folder) {
            // All are.
        }

        @Override public OptionalLong sizeBytes(String folder) {
            return OptionalLong.empty();
        }

        @Override public OptionalLong quotaUsedBytes() {
            return OptionalLong.empty();
        }

        @Override public Flags storable(Flags flags) {
            return flags;
        }

        @Override public List<MessageEntry> entriesFrom(long uid) {
            throw new AssertionError("a listing without a bound");
        }

        @Override public List<MessageEntry> entries(Collection<Long> uids) {
            if (uids.size() > 10_000) {
                throw new AssertionError("a listing of " + uids.size());
            }
            return uids.stream().sorted().filter(uid -> uid <= count).map(this::entry).toList();
        }

        private MessageEntry entry(long uid) {
            return new MessageEntry(uid, flagged, date(uid), content(uid).length);
        }

        @Override public Uids uidsFrom(long uid) {
            return uid > count ? Uids.NONE : Uids.parse(uid + ":" + count);
        }

        @Override public Map<Long, Flags> flagsChangedSince(long since) {
            return since < modSeq ? LongStream.rangeClosed(1, count).boxed().collect(Collectors.toMap(uid -> uid, uid -> flagged)) : Map.of();
        }

        @Override public Map<Long, Flags> flags(long fromUid, long toUid) {
            if (toUid - fromUid > 10_000) {
                throw new AssertionError("flags of " + (toUid - fromUid));
            }
            Map<Long, Flags> flags = new HashMap<>();
            for (long uid = fromUid; uid <= Math.min(toUid, count); uid++) {
                flags.put(uid, flagged);
            }
            return flags;
        }

        @Override public Reading ask(Collection<MessageEntry> entries) {
            return new Reading() {
                @Override public void take(Consumer<Message> receiver, Refused refused) {
                    entries.forEach(entry -> receiver.accept(new Message(entry.uid(), flagged, date(entry.uid()), Content.of(content(entry.uid())))));
                }

                @Override public void close() {
                    // Nothing was read ahead.
                }
            };
        }

        @Override public Sending send(List<Message> messages) {
            List<AppendOutcome> outcomes = new ArrayList<>();
            for (Message message : messages) {
                if (message.uid() != ++count) {
                    throw new AssertionError("out of order: " + message.uid());
                }
                outcomes.add(new AppendOutcome.Stored(OptionalLong.of(count)));
            }
            return new Sending() {
                @Override public List<AppendOutcome> await() {
                    return outcomes;
                }

                @Override public int commands() {
                    return 1;
                }
            };
        }

        @Override public void changeFlags(Collection<Long> uids, Flags added, Flags removed) {
            // All get the same.
            flagged = added.isEmpty() ? flagged : added;
        }

        @Override public void close() {
            // Nothing is held.
        }
    }
}

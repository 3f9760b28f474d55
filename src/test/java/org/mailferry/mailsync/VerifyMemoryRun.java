package org.mailferry.mailsync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.mailferry.reconcile.ReconcileForTests;
import org.mailferry.reconcile.Verification;
import org.mailferry.reconcile.VerifyResult;

/**
 * Verifies one folder of so many messages (500,000), as a ledger and two servers that make each message up when it is asked for know it,
 * and prints time and memory. The database is a file of H2 in this process, or, when asked for {@code postgres}, another process's.
 */
public final class VerifyMemoryRun {
    private static final MailboxId MAILBOX = MailboxId.parse("run/large@corp.test");

    private VerifyMemoryRun() {}

    public static void main(String[] args) throws IOException {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 500_000;
        if (List.of(args).contains("postgres")) {
            run(TestDatabase.postgres(), messages);
            return;
        }
        Path folder = Files.createTempDirectory("verify-run");
        try {
            run(TestDatabase.h2(folder.resolve("db")), messages);
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        }
    }

    private static void run(TestDatabase database, int messages) {
        Clock clock = Clock.systemUTC();
        MailsyncSettings settings = MailsyncSettings.defaults();
        SyncLedger ledger = LedgerForTests.ledger(database, clock);
        fill(ledger, messages);
        MailStores stores = (account, deadline) -> new MadeUp(messages);
        Verification verification = ReconcileForTests.verification(database, stores, ledger, settings, clock);
        SyncJob job = new SyncJob(MAILBOX, account("source"), account("target"), SyncPolicy.EVERYTHING);
        for (String which : List.of("first", "repeated")) {
            long began = System.nanoTime();
            int slices = 1;
            VerifyResult result = verification.slice(job, Duration.ofSeconds(30));
            for (; !result.toEnd(); slices++) {
                result = verification.slice(job, Duration.ofSeconds(30));
            }
            System.out.printf("%s: %,d messages a side in %d slices, %.1f s, %s; heap at most %d MB%n", which, messages, slices,
                (System.nanoTime() - began) / 1e9, result.identical() ? "identical" : result.summary(), Runtime.getRuntime().maxMemory() >> 20);
        }
    }

    private static void fill(SyncLedger ledger, int messages) {
        Lease lease = ledger.acquire(MAILBOX, Duration.ofMinutes(30));
        PassRecord pass = new PassRecord(Pass.FINAL, 1, Instant.now(), Optional.empty());
        ledger.savePass(lease, Direction.FORWARD, pass.finished(Instant.now(), true));
        FolderRecord folder = ledger.add(lease, Direction.FORWARD, new FolderRecord(0, "INBOX", "INBOX", FolderRecord.State.COPY, "", 7, messages + 1L,
            OptionalLong.empty(), messages, 7, messages + 1L, 1, 0, 1));
        for (int from = 1; from <= messages; from += 5_000) {
            List<MessageRecord> lines = LongStream.range(from, Math.min(from + 5_000L, messages + 1L)).mapToObj(uid -> new MessageRecord(uid,
                OptionalLong.of(uid), Outcome.COPIED, "", org.mailferry.kernel.Sha256.hex(content(uid)), 100, date(uid), flags(uid), 0, 1)).toList();
            ledger.record(lease, folder, lines);
        }
        ledger.release(lease);
    }

    private static String content(long uid) {
        return "Subject: message " + uid + "\r\n\r\nbody\r\n";
    }

    private static InternalDate date(long uid) {
        return InternalDate.of(Instant.ofEpochSecond(1_500_000_000 + uid).atOffset(ZoneOffset.UTC));
    }

    private static Flags flags(long uid) {
        return uid % 3 == 0 ? Flags.of("\\Seen") : uid % 7 == 0 ? Flags.of("\\Seen", "\\Answered", "Project-" + uid % 50) : Flags.NONE;
    }

    private static MailAccount account(String host) {
        return new MailAccount(MailEndpoint.of(host, 143, TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, "large", Optional.empty(),
            SecretReference.parse("env:NONE"));
    }

    /** A mailbox whose one folder holds messages that are made when they are asked for. */
    private record MadeUp(int messages) implements MailStore, OpenedFolder {
        @Override public Hierarchy hierarchy() {
            return Hierarchy.SLASHED;
        }

        @Override public List<RemoteFolder> folders() {
            return List.of(new RemoteFolder("INBOX", FolderPath.INBOX, Set.of(), true));
        }

        @Override public FolderStatus status(String folder) {
            return status();
        }

        @Override public FolderStatus status() {
            return new FolderStatus(7, messages + 1L, messages, OptionalLong.empty());
        }

        @Override public OpenedFolder openForReading(String folder) {
            return this;
        }

        @Override public OpenedFolder openForWriting(String folder) {
            return this;
        }

        @Override public Flags storable(Flags flags) {
            return flags;
        }

        @Override public List<MessageEntry> entriesFrom(long uid) {
            return entries(LongStream.rangeClosed(uid, messages).boxed().toList());
        }

        @Override public List<MessageEntry> entries(Collection<Long> uids) {
            return uids.stream().map(uid -> new MessageEntry(uid, VerifyMemoryRun.flags(uid), date(uid), 100)).toList();
        }

        @Override public Uids uidsFrom(long uid) {
            return uid > messages ? Uids.NONE : Uids.parse(uid + ":" + messages);
        }

        @Override public Map<Long, Flags> flagsChangedSince(long modSeq) {
            throw new UnsupportedOperationException();
        }

        @Override public Map<Long, Flags> flags(long fromUid, long toUid) {
            throw new UnsupportedOperationException();
        }

        @Override public Reading ask(Collection<MessageEntry> entries) {
            List<MessageEntry> asked = new ArrayList<>(entries);
            return new Reading() {
                @Override public void take(Consumer<Message> receiver, Refused refused) {
                    asked.forEach(entry -> receiver.accept(new Message(entry.uid(), entry.flags(), entry.date(),
                        Content.of(content(entry.uid()).getBytes(StandardCharsets.UTF_8)))));
                }

                @Override public void close() {
                    // Nothing is under way.
                }
            };
        }

        @Override public Sending send(List<Message> given) {
            throw new UnsupportedOperationException();
        }

        @Override public void changeFlags(Collection<Long> uids, Flags added, Flags removed) {
            throw new UnsupportedOperationException();
        }

        @Override public FolderCreation create(String folder) {
            throw new UnsupportedOperationException();
        }

        @Override public void subscribe(String folder) {
            throw new UnsupportedOperationException();
        }

        @Override public OptionalLong sizeBytes(String folder) {
            return OptionalLong.empty();
        }

        @Override public OptionalLong quotaUsedBytes() {
            return OptionalLong.empty();
        }

        @Override public void close() {
            // Nothing is held.
        }
    }
}

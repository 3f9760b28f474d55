package org.mailferry.mailsync;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.imap.ImapForTests;
import org.mailferry.mailsync.jdbc.LedgerFile;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.springframework.util.unit.DataSize;

/**
 * Copies mailboxes between two servers on this machine and tells the time without the start of the JVM:
 * {@code sourcePort targetPort master:password excluded,folders ledgerFile|memory|postgres parallel mailbox|@file...}.
 */
final class CopyRun {
    private CopyRun() {}

    public static void main(String[] args) throws Exception {
        String[] login = args[2].split(":");
        MailsyncSettings settings = settings();
        int parallel = Integer.parseInt(args[5]);
        List<String> mailboxes = new ArrayList<>();
        for (String name : List.of(args).subList(6, args.length)) {
            mailboxes.addAll(name.startsWith("@") ? Files.readAllLines(Path.of(name.substring(1))) : List.of(name));
        }
        SyncPolicy policy = new SyncPolicy(Set.of(args[3].split(",")), 0);
        SyncLedger ledger = ledger(args[4], parallel);
        MailboxSync sync = new MailboxSync(ImapForTests.stores(reference -> Secret.of(login[1]), settings), ledger, settings, Clock.systemUTC());
        long began = System.nanoTime();
        long startCpu = cpuMillis();
        ExecutorService workers = Executors.newFixedThreadPool(parallel);
        List<Future<Long>> runs = new ArrayList<>();
        for (String mailbox : mailboxes) {
            SyncJob job = new SyncJob(MailboxId.parse("run/" + mailbox), account(args[0], mailbox, login[0]), account(args[1], mailbox, login[0]), policy);
            runs.add(workers.submit(() -> copied(sync, job)));
        }
        long copied = 0;
        for (Future<Long> run : runs) {
            copied += run.get();
        }
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        System.out.printf("%d copied in %d ms, %d a second; CPU %d ms, before that %d ms; heap %d MB%n", copied, millis, copied * 1000 / Math.max(1, millis),
            cpuMillis() - startCpu, startCpu, ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed() >> 20).sum());
        workers.shutdown();
        System.exit(0);
    }

    /** The defaults, but for the size of a batch where a measurement sets it. */
    private static MailsyncSettings settings() {
        MailsyncSettings usual = MailsyncSettings.defaults();
        return new MailsyncSettings(usual.slice(), usual.grace(), Integer.getInteger("messages", usual.batchMessages()),
            DataSize.ofBytes(Long.getLong("bytes", usual.batchSize().toBytes())), usual.spoolAbove(), usual.connectTimeout(), usual.readTimeout(),
            usual.writeTimeout(), usual.attempts(), usual.assumedBytesPerSecond(), Integer.getInteger("batches", usual.batchesOnTheWay()));
    }

    private static long copied(MailboxSync sync, SyncJob job) {
        long copied = 0;
        while (true) {
            SliceResult result = sync.slice(job, Pass.INITIAL, Duration.ofSeconds(55));
            copied += result.copied();
            if (result.refusal().isPresent() || result.refused() > 0) {
                System.out.println(job.mailbox() + " " + result);
            }
            if (result.caughtUp() || result.copied() == 0) {
                return copied;
            }
        }
    }

    private static long cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    private static SyncLedger ledger(String where, int parallel) {
        if (where.equals("memory")) {
            return LedgerFile.inMemory(parallel, Clock.systemUTC()).ledger();
        }
        return where.equals("postgres") ? LedgerForTests.ledger(TestDatabase.postgres(), Clock.systemUTC())
            : LedgerFile.open(Path.of(where), parallel, Clock.systemUTC()).ledger();
    }

    private static MailAccount account(String port, String login, String master) {
        MailEndpoint endpoint = MailEndpoint.of("127.0.0.1", Integer.parseInt(port), TransportSecurity.PLAIN);
        return new MailAccount(endpoint, CredentialMode.MASTER_USER, login, Optional.of(master), SecretReference.parse("env:MASTER"));
    }
}

package org.mailferry.mailsync;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.jdbc.LedgerForTests;

/** A process of its own, to be killed: copies one mailbox into many, all at once: {@code ledger sourcePort sourceLogin targetLogin:port...}. */
final class KilledRun {
    private KilledRun() {}

    public static void main(String[] args) {
        SyncLedger ledger = LedgerForTests.ledger(TestDatabase.h2(Path.of(args[0])), Clock.systemUTC());
        MailboxSync sync = new MailboxSync(RealFerry.stores(), ledger, RealFerry.SMALL_BATCHES, Clock.systemUTC());
        for (int i = 3; i < args.length; i++) {
            String[] target = args[i].split(":");
            SyncJob job = RealFerry.job(target[0], account(args[1], args[2]), account(target[1], target[0]));
            new Thread(() -> sync.slice(job, Pass.INITIAL, Duration.ofSeconds(50))).start();
        }
    }

    private static MailAccount account(String port, String login) {
        return new MailAccount(MailEndpoint.of("127.0.0.1", Integer.parseInt(port), TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, login,
            java.util.Optional.empty(), SecretReference.parse("env:USER"));
    }
}

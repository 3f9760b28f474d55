package org.mailferry.mailsync;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.imap.ImapForTests;
import org.mailferry.mailsync.jdbc.LedgerForTests;

/** Copies mailboxes between two servers on this machine: {@code sourcePort targetPort master:password excluded,folders mailbox...}. */
final class CopyRun {
    private CopyRun() {}

    public static void main(String[] args) {
        String[] login = args[2].split(":");
        MailsyncSettings settings = MailsyncSettings.defaults();
        SyncLedger ledger = LedgerForTests.ledger(TestDatabase.h2(), Clock.systemUTC());
        MailboxSync sync = new MailboxSync(ImapForTests.stores(reference -> Secret.of(login[1]), settings), ledger, settings, Clock.systemUTC());
        SyncPolicy policy = new SyncPolicy(Set.of(args[3].split(",")), 0);
        for (int i = 4; i < args.length; i++) {
            SyncJob job = new SyncJob(MailboxId.parse("run/" + args[i]), account(args[0], args[i], login[0]), account(args[1], args[i], login[0]), policy);
            for (int round = 0; round < 2; round++) {
                long began = System.nanoTime();
                SliceResult result = sync.slice(job, Pass.INITIAL, Duration.ofSeconds(55));
                System.out.println(args[i] + " " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms " + result);
            }
        }
    }

    private static MailAccount account(String port, String login, String master) {
        MailEndpoint endpoint = MailEndpoint.of("127.0.0.1", Integer.parseInt(port), TransportSecurity.PLAIN);
        return new MailAccount(endpoint, CredentialMode.MASTER_USER, login, Optional.of(master), SecretReference.parse("env:MASTER"));
    }
}

package org.mailferry.mailsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.OwnMessages;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.springframework.util.unit.DataSize;

/** Two servers in memory, a ledger, and the engine between them. */
final class Ferry {
    static final MailboxId MAILBOX = MailboxId.parse("demo/anna@corp.test");

    final Tripwire tripwire = new Tripwire();
    final TestClock clock = new TestClock();
    final MemoryServer source = new MemoryServer("source", tripwire);
    final MemoryServer target = new MemoryServer("target", tripwire);
    final MemoryLedger ledger = new MemoryLedger(tripwire, clock);
    final MailsyncSettings settings = new MailsyncSettings(Duration.ofSeconds(30), Duration.ofSeconds(30), 3, DataSize.ofKilobytes(1),
        DataSize.ofKilobytes(1), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 3, DataSize.ofMegabytes(1), 2);
    final MailStores stores = (account, deadline) -> {
        tripwire.passing("login " + account.endpoint().host());
        MemoryServer server = account.endpoint().host().equals("source") ? source : target;
        if (!server.knowsLogin) {
            throw new LoginRefusedException("NO [AUTHENTICATIONFAILED]");
        }
        server.connected();
        return server;
    };
    final MemoryTwoWayLedger links = new MemoryTwoWayLedger(ledger);
    Duration eachReadTakes = Duration.ZERO;
    TwoWayPolicy twoWay = TwoWayPolicy.CAREFUL;
    final MailboxSync sync = new MailboxSync(stores, ledger, settings, clock, OwnMessages.NONE, Optional.of(links));
    SyncPolicy policy = new SyncPolicy(Set.of("Drafts", "Черновики"), 0);

    SliceResult slice(Pass pass) {
        tripwire.watcher = call -> clock.pass(call.endsWith(" read") ? eachReadTakes : Duration.ZERO);
        return sync.slice(job(), pass, settings.slice());
    }

    /** Slices until caught up, as the process does; a fault or a death is survived like a retry on another node. */
    SliceResult run(Pass pass) {
        for (int attempts = 0; attempts < 40; attempts++) {
            try {
                SliceResult result = slice(pass);
                if (result.caughtUp() || result.refusal().isPresent()) {
                    return result;
                }
                result.pause().ifPresent(clock::pass);
            } catch (org.mailferry.kernel.MigrationException e) {
                clock.pass(Duration.ofMinutes(2));
            } catch (Tripwire.Killed e) {
                tripwire.disarm();
                clock.pass(Duration.ofMinutes(2));
            }
        }
        throw new AssertionError("never caught up");
    }

    SyncJob job() {
        return new SyncJob(MAILBOX, account("source"), account("target"), policy, twoWay);
    }

    private static MailAccount account(String host) {
        return new MailAccount(MailEndpoint.of(host, 143, TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, "anna", Optional.empty(),
            SecretReference.parse("env:NONE"));
    }

    static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override public Instant instant() {
            return now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package org.mailferry.reconcile;

import java.time.Clock;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.reconcile.jdbc.FindingsForTests;

/** Opens the package's one door for tests of other packages. */
public final class ReconcileForTests {
    private ReconcileForTests() {}

    public static Verification verification(TestDatabase database, MailStores stores, SyncLedger ledger, MailsyncSettings settings, Clock clock) {
        return new Verification(stores, ledger, FindingsForTests.findings(database, clock), settings, clock);
    }
}

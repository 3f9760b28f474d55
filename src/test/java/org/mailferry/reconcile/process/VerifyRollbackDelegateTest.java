package org.mailferry.reconcile.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.process.RollbackProcess;
import org.mailferry.process.StepEngine;
import org.mailferry.reconcile.Verification;
import org.mailferry.reconcile.VerifyResult;
import org.mailferry.reconcile.jdbc.FindingsForTests;

class VerifyRollbackDelegateTest {
    private static final MailStores NOBODY = (account, deadline) -> {
        throw new AssertionError("nobody logs in");
    };

    private final PlannedWorld world = new PlannedWorld();
    private final StepEngine engine = new StepEngine();
    private final TestDatabase database = TestDatabase.h2();
    private final List<String> compared = new ArrayList<>();
    private Instant now = Instant.parse("2026-12-24T09:00:00Z");
    private final Clock clock = new Clock() {
        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override public Instant instant() {
            return now;
        }
    };

    @AfterEach void close() {
        engine.close();
    }

    @Test void aRollbackLargerThanASliceIsComparedSliceBySliceAndOnce() {
        world.mailboxes = 5;
        Map<String, Object> variables = run(Map.of());
        assertThat(variables).containsEntry("verifiedToEnd", false).containsEntry("rolledBackClean", false);
        for (int slices = 0; slices < 5 && variables.get("verifiedToEnd").equals(false); slices++) {
            variables = run(variables);
        }
        assertThat(variables).containsEntry("verifiedToEnd", true).containsEntry("rolledBackClean", true).containsEntry("comparedSoFar", 0L)
            .containsEntry("rollbackProblem", "");
        assertThat(compared).containsExactly("m0@old.test", "m1@old.test", "m2@old.test", "m3@old.test", "m4@old.test");
    }

    @Test void whatAnEarlierSliceFoundIsNotForgotten() {
        world.mailboxes = 2;
        Map<String, Object> variables = run(Map.of("comparedSoFar", 1L, "rollbackProblem", "m0@old.test: 2 MISSING"));
        assertThat(variables).containsEntry("verifiedToEnd", true).containsEntry("rolledBackClean", false)
            .containsEntry("rollbackProblem", "m0@old.test: 2 MISSING");
    }

    @Test void anotherRoundBeginsWithoutTheOldFindings() {
        assertThat(run(Map.of("comparedSoFar", 0L, "rollbackProblem", "m0@old.test: 2 MISSING"))).containsEntry("rolledBackClean", true);
    }

    @Test void whoIsBackAlreadyOrNeverWentIsNotLookedAt() {
        world.mailboxes = 4;
        world.state = index -> List.of(MemberState.ROLLED_BACK, MemberState.PLANNED, MemberState.SKIPPED, MemberState.READY).get(index);
        assertThat(run(Map.of())).containsEntry("rolledBackClean", true);
        assertThat(compared).containsExactly("m3@old.test");
    }

    private Map<String, Object> run(Map<String, Object> before) {
        Map<String, Object> variables = new HashMap<>(before);
        variables.putAll(Map.of("planName", "p", "scopeKind", RollbackProcess.PLAN));
        return engine.run("verifyRollback", delegate(), variables).variables();
    }

    private VerifyRollbackDelegate delegate() {
        return new VerifyRollbackDelegate(world.members, new ComparedJobs(world.plans), new SlowVerification(), MailsyncSettings.defaults(), clock);
    }

    /** Two mailboxes fill a slice, and all are as they were. */
    private final class SlowVerification extends Verification {
        SlowVerification() {
            super(NOBODY, LedgerForTests.ledger(database, clock), FindingsForTests.findings(database, clock), MailsyncSettings.defaults(), clock);
        }

        @Override public VerifyResult sliceBack(SyncJob job, Duration bound) {
            compared.add(job.mailbox().address());
            now = now.plusSeconds(20);
            return new VerifyResult(true, true, 0, "");
        }
    }
}

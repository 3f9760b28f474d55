package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RollbackProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(RollbackProcess.KEY);

    @Test void routesMailAndAccountsGoBackSliceBySlice() {
        PATH.on("copyBack").sets("caughtUp", false).sets("caughtUp", true);
        PATH.on("blockTargets").sets("allBlocked", false).sets("allBlocked", true);
        PATH.on("verifyRollback").sets(UNFINISHED).sets(CLEAN);
        approved();
        PATH.complete("restore-routes");
        PATH.run("copyBack", "copyBack", "verifyRollback", "verifyRollback", "blockTargets", "blockTargets", "recordRollback");
        PATH.endedAt("rolled-back");
        assertThat(PATH.trail()).filteredOn("action", "completed 'Approve rollback'").singleElement().extracting("actor", "subject")
            .containsExactly("carla", "office/first");
    }

    @Test void whatIsMissingIsRepairedAndCopiedBackAgain() {
        PATH.on("copyBack").sets("caughtUp", true);
        PATH.on("blockTargets").sets("allBlocked", true);
        PATH.on("verifyRollback").sets(Map.of("verifiedToEnd", true, "rolledBackClean", false, "rollbackProblem", "2 messages are missing")).sets(CLEAN);
        approved();
        PATH.complete("restore-routes");
        PATH.run("copyBack", "verifyRollback");
        assertThat(PATH.on("blockTargets").calls()).as("an account that must be read again stays open").isEmpty();
        PATH.complete("repair-rollback");
        PATH.run("copyBack", "verifyRollback", "blockTargets", "recordRollback");
        PATH.endedAt("rolled-back");
    }

    @Test void whatOnlyAPersonCanChangeComesToAPersonWithItsReason() {
        PATH.on("copyBack").fails(RollbackProcess.ROLLBACK_STUCK, "anna@corp.test: over quota").sets("caughtUp", true);
        PATH.on("verifyRollback").sets(CLEAN);
        PATH.on("blockTargets").fails(RollbackProcess.ROLLBACK_STUCK, "anna@corp.test: the administrator may not").sets("allBlocked", true);
        approved();
        PATH.complete("restore-routes");
        PATH.run("copyBack");
        PATH.waitsAt("repair-rollback");
        assertThat(PATH.variable("rollbackProblem")).isEqualTo("anna@corp.test: over quota");
        PATH.complete("repair-rollback");
        PATH.run("copyBack", "verifyRollback", "blockTargets");
        PATH.waitsAt("repair-rollback");
        assertThat(PATH.variable("rollbackProblem")).isEqualTo("anna@corp.test: the administrator may not");
        PATH.complete("repair-rollback");
        PATH.run("copyBack", "verifyRollback", "blockTargets", "recordRollback");
        PATH.endedAt("rolled-back");
    }

    @Test void carriedCalendarsGoBackAfterTheMailAndAPersonHelpsWhereTheyCannot() {
        PATH.on("copyBack").sets("caughtUp", true);
        PATH.on("copyBackCalendars").fails(RollbackProcess.ROLLBACK_STUCK, "anna@corp.test, calendars: 401").sets("calendarsCaughtUp", false)
            .sets("calendarsCaughtUp", true);
        PATH.on("verifyRollback").sets(CLEAN);
        PATH.on("blockTargets").sets("allBlocked", true);
        Map<String, Object> carried = new java.util.HashMap<>(WAVE);
        carried.putAll(Map.of("calendars", true, "calendarsCarried", true));
        PATH.start(carried);
        PATH.complete("approve-rollback", Map.of("rollbackApproved", true));
        PATH.complete("restore-routes");
        PATH.run("copyBack", "copyBackCalendars");
        assertThat(PATH.variable("rollbackProblem")).isEqualTo("anna@corp.test, calendars: 401");
        PATH.complete("repair-rollback");
        PATH.run("copyBack", "copyBackCalendars", "copyBackCalendars", "verifyRollback", "blockTargets", "recordRollback");
        PATH.endedAt("rolled-back");
    }

    @Test void aRefusedRollbackChangesNothing() {
        PATH.start(WAVE);
        PATH.complete("approve-rollback", Map.of("rollbackApproved", false, "rollbackReason", "Repair is quicker."));
        PATH.endedAt("rollback-refused");
        assertThat(PATH.on("copyBack").calls()).isEmpty();
        assertThat(PATH.on("blockTargets").calls()).isEmpty();
    }

    private static final Map<String, Object> UNFINISHED = Map.of("verifiedToEnd", false, "rolledBackClean", false);
    private static final Map<String, Object> CLEAN = Map.of("verifiedToEnd", true, "rolledBackClean", true);
    private static final Map<String, Object> WAVE = Map.of("planName", "office", "waveId", "office/first", "scopeKind", RollbackProcess.WAVE, "rehearsal", false, "calendars", false);

    private static void approved() {
        PATH.start(WAVE);
        PATH.complete("approve-rollback", Map.of("rollbackApproved", true));
    }
}

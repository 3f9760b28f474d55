package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.process.RunbookVariables.ACCEPT;
import static org.mailferry.process.RunbookVariables.RETRY;
import static org.mailferry.process.RunbookVariables.SKIP;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationWaveProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(MigrationWaveProcess.KEY).bean("settingsSteps", new Steps());

    public static final class Steps {
        private static boolean open;

        public java.util.List<String> openOfWave(String plan, String wave) {
            return open ? java.util.List.of("exchange-delegation") : java.util.List.of();
        }
    }


    private static final Map<String, Object> COPYING = Map.of("allSettled", false, "failedCount", 1L, "readyCount", 0L);
    private static final Map<String, Object> READY = Map.of("allSettled", true, "failedCount", 0L, "readyCount", 9L);
    private static final Map<String, Object> SOME_FAILED =
        Map.of("allSettled", true, "failedCount", 1L, "readyCount", 8L, "memberSummary", "ready 8, failed 1\nanna@corp.test: over quota");
    private static final Map<String, Object> SWITCHED = Map.of("allSwitched", true, "failedCount", 0L);

    @BeforeEach void everythingGoesWellUnlessATestSaysOtherwise() {
        PATH.on(MaintenanceWindowProcess.KEY).sets("windowId", "w1");
    }

    @Test void aWaveIsMeasuredApprovedCopiedWatchedCutOverAndCheckedAgain() {
        PATH.on("sizeMailboxes").sets("allSized", false).sets("allSized", true);
        PATH.on("startMembers").sets("allStarted", false).sets("allStarted", true);
        PATH.on("countReadyMembers").sets(COPYING).sets(READY);
        PATH.on("orderCutover").sets("allOrdered", false).sets("allOrdered", true);
        PATH.on("countSwitchedMembers").sets(Map.of("allSwitched", false, "failedCount", 0L)).sets(SWITCHED);
        begin();
        PATH.run("sizeMailboxes", "sizeMailboxes", "forecastWave");
        approve();
        PATH.run("startMembers", "requireWaveApproval", "startMembers", "countReadyMembers");
        PATH.fire("members-looked-at-again");
        PATH.run("countReadyMembers");
        PATH.complete("switch-routes");
        PATH.run("requireOpenWindow", "orderCutover", "orderCutover", "countSwitchedMembers");
        PATH.fire("switches-looked-at-again");
        PATH.run("countSwitchedMembers", "closeWindow", "runProbes");
        PATH.complete("look-at-source-load");
        PATH.endedAt("wave-moved");
        assertThat(PATH.on(StabilizationProcess.KEY).calls()).singleElement()
            .satisfies(given -> assertThat(given).containsEntry("scope", StabilizationProcess.WAVE));
        assertThat(PATH.on(MaintenanceWindowProcess.KEY).calls()).singleElement()
            .satisfies(given -> assertThat(given).containsEntry("windowSubject", "wave office/first"));
        assertThat(PATH.on("requireOpenWindow").calls()).singleElement().satisfies(given -> assertThat(given).containsEntry("windowId", "w1"));
    }

    @Test void accessToTheMailboxesIsSetBeforeTheyStart() {
        PATH.on("sizeMailboxes").sets("allSized", true);
        begin();
        PATH.run("sizeMailboxes", "forecastWave");
        Steps.open = true;
        try {
            PATH.complete("approve-wave", Map.of("waveApproved", true));
            PATH.run("recordWaveApproval");
        } finally {
            Steps.open = false;
        }
        PATH.run("settings-step", "requireWaveApproval");
        assertThat(PATH.on(SettingsStepProcess.KEY).calls()).singleElement().satisfies(given -> assertThat(given)
            .containsEntry("settingsStep", "exchange-delegation").containsEntry("settingsWave", "office/first"));
        PATH.waitsAt("startMembers");
    }

    @Test void calendarsOfWaitingMailboxesAreBroughtUpToDateBesideTheWave() {
        PATH.on("runDueCalendars").sets("calendarsDone", false).sets("calendarsDone", true);
        begin();
        PATH.fire("calendars-due");
        PATH.run("runDueCalendars", "runDueCalendars");
        PATH.waitsAt("sizeMailboxes");
    }

    @Test void silenceIsProvedBeforeTheFirstMailboxStartsAndAgainBesideTheWave() {
        PATH.on("sizeMailboxes").sets("allSized", true);
        begin();
        PATH.fire("silence-due");
        assertThat(PATH.on(CalendarSilenceProcess.KEY).calls()).singleElement().satisfies(given -> assertThat(given).containsEntry("silenceWatch", true));
        PATH.run("sizeMailboxes", "forecastWave");
        PATH.complete("approve-wave", Map.of("waveApproved", true));
        PATH.run("recordWaveApproval");
        PATH.waitsAt("requireWaveApproval");
        assertThat(PATH.on(CalendarSilenceProcess.KEY).calls()).hasSize(2).last().satisfies(given -> assertThat(given).containsEntry("silenceWatch", false));
    }

    @Test void aRefusedWaveIsReworkedAndMeasuredAgain() {
        PATH.on("sizeMailboxes").sets("allSized", true);
        begin();
        PATH.run("sizeMailboxes", "forecastWave");
        PATH.complete("approve-wave", Map.of("waveApproved", false, "approvalReason", "The target lacks space."));
        PATH.complete("rework-wave");
        PATH.waitsAt("sizeMailboxes");
        assertThat(PATH.on("startMembers").calls()).isEmpty();
    }

    @Test void aVoidApprovalIsGivenAnewOnWhatIsMeasuredAnew() {
        PATH.on("sizeMailboxes").sets("allSized", true);
        PATH.on("requireWaveApproval").fails(MigrationWaveProcess.APPROVAL_VOID, "The plan changed after carla approved it.").sets("approvalProblem", "");
        begin();
        PATH.run("sizeMailboxes", "forecastWave");
        approve();
        assertThat(PATH.variable("approvalProblem")).isEqualTo("The plan changed after carla approved it.");
        PATH.run("sizeMailboxes", "forecastWave");
        assertThat(PATH.on("startMembers").calls()).isEmpty();
        approve();
        PATH.waitsAt("startMembers");
    }

    @Test void failedMembersAreTriedAgainOnTheOperatorsWord() {
        PATH.on("countReadyMembers").sets(SOME_FAILED).sets(READY);
        started();
        PATH.run("countReadyMembers");
        PATH.complete("triage-members", Map.of("triageDecision", RETRY));
        PATH.run("applyTriage", "countReadyMembers");
        PATH.waitsAt("switch-routes");
        assertThat(PATH.on("applyTriage").calls()).singleElement().satisfies(given -> assertThat(given).containsEntry("triageDecision", RETRY));
    }

    @Test void whatIsGivenUpIsAcceptedByAChangeManager() {
        PATH.on("countReadyMembers").sets(SOME_FAILED).sets(READY);
        started();
        PATH.run("countReadyMembers");
        PATH.complete("triage-members", Map.of("triageDecision", SKIP, "triageReason", "Left the company."));
        PATH.complete("accept-skips", Map.of("skipsAccepted", false, "skipReason", "His mail is needed."));
        PATH.complete("triage-members", Map.of("triageDecision", ACCEPT, "triageReason", "A broken attachment."));
        PATH.complete("accept-skips", Map.of("skipsAccepted", true, "skipReason", "Nobody needs it."));
        PATH.run("applyTriage");
        PATH.waitsAt("countReadyMembers");
    }

    @Test void aMemberThatFailsInTheCutoverIsCutOverLaterWithoutASecondWatch() {
        PATH.on("countReadyMembers").sets(READY);
        PATH.on("orderCutover").sets("allOrdered", true);
        PATH.on("countSwitchedMembers").sets(Map.of("allSwitched", true, "failedCount", 1L)).sets(SWITCHED);
        started();
        PATH.run("countReadyMembers");
        PATH.complete("switch-routes");
        PATH.run("requireOpenWindow", "orderCutover", "countSwitchedMembers");
        PATH.complete("triage-members", Map.of("triageDecision", RETRY));
        PATH.run("applyTriage", "countReadyMembers", "requireOpenWindow", "orderCutover", "countSwitchedMembers");
        PATH.waitsAt("closeWindow");
        assertThat(PATH.on(StabilizationProcess.KEY).calls()).hasSize(1);
        assertThat(PATH.on(MaintenanceWindowProcess.KEY).calls()).hasSize(1);
    }

    @Test void aClosedWindowLeadsToANewOneBeforeAnyOrder() {
        PATH.on("countReadyMembers").sets(READY);
        PATH.on("requireOpenWindow").fails(MaintenanceWindowProcess.WINDOW_CLOSED, "it is over").sets(Map.of());
        started();
        PATH.run("countReadyMembers");
        PATH.complete("switch-routes");
        PATH.run("requireOpenWindow");
        PATH.waitsAt("switch-routes");
        assertThat(PATH.on(MaintenanceWindowProcess.KEY).calls()).hasSize(2);
        assertThat(PATH.on("orderCutover").calls()).isEmpty();
    }

    @Test void anUnstableWaveIsRolledBack() {
        PATH.on("countReadyMembers").sets(READY);
        PATH.on(StabilizationProcess.KEY).fails(StabilizationProcess.ROLLBACK_DECIDED, "mail is lost");
        started();
        PATH.run("countReadyMembers");
        PATH.endedAt("wave-rolled-back");
        assertThat(PATH.on(RollbackProcess.KEY).calls()).singleElement().satisfies(given ->
            assertThat(given).containsEntry("scopeKind", RollbackProcess.WAVE).containsEntry("rehearsal", false));
    }

    @Test void aRefusedRollbackLeadsBackToTheWatch() {
        PATH.on("countReadyMembers").sets(READY);
        PATH.on(StabilizationProcess.KEY).fails(StabilizationProcess.ROLLBACK_DECIDED, "mail is late").sets(Map.of());
        PATH.on(RollbackProcess.KEY).fails(RollbackProcess.ROLLBACK_REFUSED, "The rollback was refused: wait a day");
        started();
        PATH.run("countReadyMembers");
        PATH.waitsAt("switch-routes");
        assertThat(PATH.on(StabilizationProcess.KEY).calls()).hasSize(2).last()
            .satisfies(given -> assertThat(given).containsEntry("rollbackRefusal", "The rollback was refused: wait a day"));
    }

    @Test void waitingMembersAreKeptUpToDateBesideTheWave() {
        PATH.on("runDueDeltas").sets("deltasDone", false).sets("deltasDone", true);
        started();
        PATH.fire("delta-due");
        PATH.on("collectDeletions").sets("deletionsWanted", false);
        PATH.run("runDueDeltas", "runDueDeltas", "collectDeletions");
        PATH.waitsAt("countReadyMembers");
        PATH.fire("delta-due");
        PATH.waitsAt("countReadyMembers", "runDueDeltas");
    }

    @Test void deletionsOnTheSourceWaitForTheNumberThatAPersonNames() {
        PATH.on("runDueDeltas").sets("deltasDone", true);
        PATH.on("collectDeletions").sets(Map.of("deletionsWanted", true, "deletionCount", 3L));
        PATH.on("applyDeletions").sets("deletionsDecided", false).sets("deletionsDecided", true);
        started();
        PATH.fire("delta-due");
        PATH.run("runDueDeltas", "collectDeletions");
        PATH.complete("approve-deletions", Map.of("deletionsApproved", true, "approvedCount", "2", "deletionReason", "mistyped"));
        PATH.run("applyDeletions");
        PATH.complete("approve-deletions", Map.of("deletionsApproved", true, "approvedCount", "3", "deletionReason", "asked the user"));
        PATH.run("applyDeletions");
        PATH.waitsAt("countReadyMembers");
        assertThat(PATH.on("applyDeletions").calls()).hasSize(2).last().satisfies(given -> assertThat(given).containsEntry("approvedCount", "3"));
    }

    private static void started() {
        PATH.on("sizeMailboxes").sets("allSized", true);
        PATH.on("startMembers").sets("allStarted", true);
        begin();
        PATH.run("sizeMailboxes", "forecastWave");
        approve();
        PATH.run("startMembers");
    }

    private static void approve() {
        PATH.complete("approve-wave", Map.of("waveApproved", true));
        PATH.run("recordWaveApproval", "requireWaveApproval");
    }

    private static void begin() {
        PATH.start(Map.of("planName", "office", "waveId", "office/first", "requestedBy", "olga", "memberPoll", "PT1M", "deltaCycle", "R/PT15M"));
    }
}

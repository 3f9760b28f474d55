package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PreparationProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(PreparationProcess.KEY).bean("planPeople", new Signers()).bean("settingsSteps", new Steps());

    /** Stands for the plan's list of those who sign. */
    public static final class Signers {
        public List<String> rollbackSigners(String plan) {
            return List.of("olga", "carla");
        }
    }

    /** One step is open when the test says so. */
    public static final class Steps {
        private static boolean open;

        public List<String> openOfPlan(String plan) {
            return open ? List.of("myoffice-services") : List.of();
        }
    }

    @Test void eachOpenStepIsCarriedOutBeforeTheChecks() {
        Steps.open = true;
        try {
            PATH.start();
        } finally {
            Steps.open = false;
        }
        PATH.run("settings-step");
        assertThat(PATH.on(SettingsStepProcess.KEY).calls()).extracting(given -> given.get("settingsStep"))
            .containsExactly("myoffice-services");
        PATH.waitsAt("checkPorts");
    }

    @Test void greenChecksLeadToSettingsAndSignatures() {
        PATH.on("judgeChecks").sets("allGreen", true);
        PATH.start();
        check();
        PATH.complete("prepare-source");
        PATH.complete("prepare-target");
        assertThat(PATH.tasks("sign-rollback-plan")).extracting(Task::getAssignee).containsExactlyInAnyOrder("olga", "carla");
        PATH.complete("sign-rollback-plan");
        PATH.complete("sign-rollback-plan");
        PATH.run("recordReadiness");
        PATH.endedAt("ready");
        assertThat(PATH.trail()).extracting("actor", "action").contains(org.assertj.core.groups.Tuple.tuple("olga", "completed 'Sign rollback plan'"),
            org.assertj.core.groups.Tuple.tuple("carla", "completed 'Sign rollback plan'"));
    }

    @Test void nobodySignsTheRollbackPlanForAnother() {
        PATH.on("judgeChecks").sets("allGreen", true);
        PATH.start();
        check();
        PATH.complete("prepare-source");
        PATH.complete("prepare-target");
        String signer = PATH.tasks("sign-rollback-plan").get(0).getAssignee();
        assertThatThrownBy(() -> PATH.completeAs(signer.equals("olga") ? "carla" : "olga", "sign-rollback-plan", Map.of())).hasMessageContaining(signer + "'s own");
    }

    @Test void aRedCheckIsPutRightAndEverythingIsCheckedAgain() {
        PATH.on("judgeChecks").sets(Map.of("allGreen", false, "checkTable", "RED port")).sets("allGreen", true);
        PATH.start();
        check();
        PATH.complete("resolve-checks", Map.of("checksDecision", PreparationProcess.AGAIN));
        check();
        PATH.waitsAt("prepare-source");
    }

    @Test void aWaiverIsGrantedBySomebodyElseAndJudgedAgain() {
        PATH.on("judgeChecks").sets("allGreen", false).sets("allGreen", true);
        PATH.start();
        check();
        PATH.completeAs("viktor", "resolve-checks", Map.of("checksDecision", PreparationProcess.WAIVE, "waiverCheckId", "port:old:993"));
        assertThatThrownBy(() -> PATH.completeAs("viktor", "decide-waiver", Map.of("waiverGranted", true))).hasMessageContaining("needs four eyes");
        PATH.complete("decide-waiver", Map.of("waiverGranted", true, "waiverDecisionReason", "The port is not used."));
        PATH.run("applyWaiver", "judgeChecks");
        PATH.waitsAt("prepare-source");
        assertThat(PATH.on("applyWaiver").calls()).singleElement().satisfies(given -> assertThat(given)
            .containsEntry("waiverCheckId", "port:old:993").containsEntry("waiverGranted", true).containsEntry("requestedBy", "viktor"));
    }

    @Test void mailboxesAreCheckedSliceBySlice() {
        PATH.on("judgeChecks").sets("allGreen", true);
        PATH.on("checkMailboxes").sets("mailboxesChecked", false).sets("mailboxesChecked", false).sets("mailboxesChecked", true);
        PATH.start();
        PATH.run("checkPorts", "checkDns", "compareDirectory", "checkRoundTrip", "checkMailboxes", "checkMailboxes", "checkMailboxes", "checkCalendars", "judgeChecks");
        PATH.waitsAt("prepare-source");
    }

    private static void check() {
        PATH.on("checkMailboxes").sets("mailboxesChecked", true);
        PATH.run("checkPorts", "checkDns", "compareDirectory", "checkRoundTrip", "checkMailboxes", "checkCalendars", "judgeChecks");
    }
}

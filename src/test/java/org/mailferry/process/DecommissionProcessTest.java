package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DecommissionProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(DecommissionProcess.KEY);

    @Test void aVerifiedQuietAndBackedUpSourceIsSwitchedOffAndSealed() {
        begin();
        PATH.on("checkListenersGone").sets("listenersGone", true);
        PATH.complete("back-up-source", Map.of("backupId", "B-77", "retentionUntil", "2036-12-31"));
        PATH.complete("approve-decommission", Map.of("approved", true));
        PATH.complete("switch-off-source");
        PATH.run("checkListenersGone", "sealAuditPack");
        PATH.endedAt("source-gone");
        assertThat(PATH.variable("backupId")).isEqualTo("B-77");
        assertThat(PATH.variable("retentionUntil")).isEqualTo("2036-12-31");
    }

    @Test void whoBackedUpDoesNotApproveTheSwitchOff() {
        begin();
        PATH.completeAs("viktor", "back-up-source", Map.of());
        assertThatThrownBy(() -> PATH.completeAs("viktor", "approve-decommission", Map.of("approved", true))).hasMessageContaining("needs four eyes");
    }

    @Test void aRefusalGoesBackToTheBackup() {
        begin();
        PATH.complete("back-up-source");
        PATH.complete("approve-decommission", Map.of("approved", false, "approvalReason", "Retention is too short."));
        PATH.waitsAt("back-up-source");
    }

    @Test void unverifiedMailboxesAreFinishedFirst() {
        PATH.on("checkAllVerified").sets(Map.of("allVerified", false, "unverifiedCount", 1L)).sets("allVerified", true);
        PATH.on("checkSourceQuiet").sets(Map.of("sourceQuiet", false, "quietProblem", "")).sets(Map.of("sourceQuiet", true, "quietProblem", ""));
        PATH.start();
        PATH.run("checkAllVerified");
        PATH.complete("finish-rest");
        PATH.run("checkAllVerified", "checkSourceQuiet", "checkSourceQuiet");
        PATH.waitsAt("back-up-source");
    }

    @Test void trafficOnTheSourceIsExplainedCarriedOverAndLookedForAgain() {
        PATH.on("checkAllVerified").sets("allVerified", true);
        PATH.on("checkSourceQuiet").sets(Map.of("sourceQuiet", false, "quietProblem", "3 messages since yesterday")).sets("sourceQuiet", true);
        PATH.start();
        PATH.run("checkAllVerified", "checkSourceQuiet");
        PATH.complete("explain-traffic");
        PATH.run("sweepSource", "checkSourceQuiet");
        PATH.waitsAt("back-up-source");
    }

    @Test void aListenerThatAnswersSendsTheOperatorBack() {
        begin();
        PATH.on("checkListenersGone").sets("listenersGone", false);
        PATH.complete("back-up-source");
        PATH.complete("approve-decommission", Map.of("approved", true));
        PATH.complete("switch-off-source");
        PATH.run("checkListenersGone");
        PATH.waitsAt("switch-off-source");
    }

    private static void begin() {
        PATH.on("checkAllVerified").sets("allVerified", true);
        PATH.on("checkSourceQuiet").sets("sourceQuiet", true);
        PATH.start();
        PATH.run("checkAllVerified", "checkSourceQuiet");
    }
}

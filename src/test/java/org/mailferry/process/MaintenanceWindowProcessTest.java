package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MaintenanceWindowProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(MaintenanceWindowProcess.KEY);

    @Test void anApprovedWindowOpensAtItsBegin() {
        PATH.on("openWindow").sets("conditionsHold", true);
        approved();
        PATH.waitsAt("window-begins");
        PATH.fire("window-begins");
        PATH.run("openWindow");
        PATH.endedAt("window-open");
        assertThat(PATH.on("recordWindowApproval").calls()).singleElement()
            .satisfies(given -> assertThat(given).containsEntry("windowApproved", true).containsEntry("requestedBy", "olga"));
    }

    @Test void aRequestAgainstTheRulesIsAskedForAgainWithTheReason() {
        PATH.on("recordWindowRequest").fails(MaintenanceWindowProcess.WINDOW_REFUSED, "2030-01-01 is a blackout date").sets(Map.of());
        begin();
        PATH.complete("request-window");
        PATH.run("recordWindowRequest");
        assertThat(PATH.variable("windowProblem")).isEqualTo("2030-01-01 is a blackout date");
        PATH.complete("request-window");
        PATH.run("recordWindowRequest");
        PATH.waitsAt("approve-window");
    }

    @Test void aRefusedWindowIsRequestedAnew() {
        requested();
        PATH.complete("approve-window", Map.of("windowApproved", false, "windowDecisionReason", "Payday."));
        PATH.waitsAt("request-window");
        assertThat(PATH.on("recordWindowApproval").calls()).isEmpty();
    }

    @Test void nobodyApprovesHisOwnRequest() {
        begin();
        PATH.completeAs("carla", "request-window", Map.of());
        PATH.run("recordWindowRequest");
        assertThatThrownBy(() -> PATH.completeAs("carla", "approve-window", Map.of("windowApproved", true))).hasMessageContaining("carla");
        PATH.waitsAt("approve-window");
    }

    @Test void anApprovalThatNoLongerHoldsOpensNothing() {
        PATH.on("openWindow").sets(Map.of("conditionsHold", false, "windowProblem", "The plan changed after the approval"));
        approved();
        PATH.fire("window-begins");
        PATH.run("openWindow");
        PATH.waitsAt("request-window");
    }

    private static void approved() {
        requested();
        PATH.complete("approve-window", Map.of("windowApproved", true));
        PATH.run("recordWindowApproval");
    }

    private static void requested() {
        begin();
        PATH.complete("request-window");
        PATH.run("recordWindowRequest");
    }

    private static void begin() {
        PATH.start(Map.of("planName", "office", "windowSubject", "wave office/first"));
    }
}

package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FlowChangeProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(FlowChangeProcess.KEY);

    @Test void aFlowIsSwitchedInItsWindowSeenAndProbed() {
        PATH.on("checkFlowSeen").sets(Map.of("flowSeen", true, "stillTime", true));
        PATH.on("probeDelivery").sets("delivered", true);
        begin();
        PATH.run("takeFlowSnapshot", "requireOpenWindow");
        PATH.complete("switch-flow");
        PATH.run("checkFlowSeen", "probeDelivery", "closeWindow");
        PATH.endedAt("flow-changed");
        assertThat(PATH.on(MaintenanceWindowProcess.KEY).calls()).singleElement()
            .satisfies(given -> assertThat(given).containsEntry("windowSubject", "flow INBOUND of office"));
        assertThat(PATH.on("requireOpenWindow").calls()).singleElement().satisfies(given -> assertThat(given).containsEntry("windowId", "w1"));
        assertThat(PATH.trail()).last().extracting("subject").isEqualTo("INBOUND flow");
    }

    @Test void aClosedWindowLeadsToANewOneAndANewSnapshot() {
        PATH.on("requireOpenWindow").fails(MaintenanceWindowProcess.WINDOW_CLOSED, "it is over").sets(Map.of());
        begin();
        PATH.run("takeFlowSnapshot", "requireOpenWindow", "takeFlowSnapshot", "requireOpenWindow");
        PATH.waitsAt("switch-flow");
        assertThat(PATH.on(MaintenanceWindowProcess.KEY).calls()).hasSize(2);
    }

    @Test void theChangeIsLookedForUntilItIsSeen() {
        PATH.on("checkFlowSeen").sets(Map.of("flowSeen", false, "stillTime", true)).sets(Map.of("flowSeen", true, "stillTime", true));
        switched();
        PATH.run("checkFlowSeen");
        PATH.fire("dns-looked-at-again");
        PATH.run("checkFlowSeen");
        PATH.waitsAt("probeDelivery");
    }

    @Test void aChangeNotSeenInTimeIsRestoredAndCheckedAndReported() {
        PATH.on("checkFlowSeen").sets(Map.of("flowSeen", false, "stillTime", false, "flowProblem", "ns2 still shows the old MX"));
        PATH.on("checkFlowRestored").sets("restored", false).sets("restored", true);
        switched();
        PATH.run("checkFlowSeen");
        PATH.complete("restore-flow");
        PATH.run("checkFlowRestored");
        PATH.complete("restore-flow");
        PATH.run("checkFlowRestored", "closeWindowRestored");
        PATH.endedAt("flow-rolled-back");
        assertThat(PATH.on("closeWindow").calls()).hasSize(1);
    }

    @Test void anUndeliveredProbeRestoresTheFlow() {
        PATH.on("checkFlowSeen").sets(Map.of("flowSeen", true, "stillTime", true));
        PATH.on("probeDelivery").sets("delivered", false);
        switched();
        PATH.run("checkFlowSeen", "probeDelivery");
        PATH.waitsAt("restore-flow");
    }

    private static void switched() {
        begin();
        PATH.run("takeFlowSnapshot", "requireOpenWindow");
        PATH.complete("switch-flow");
    }

    private static void begin() {
        PATH.on(MaintenanceWindowProcess.KEY).sets("windowId", "w1");
        PATH.on("takeFlowSnapshot").sets("flowSnapshot", "MX corp.test 10 old.corp.test");
        PATH.start(Map.of("planName", "office", "flow", FlowChangeProcess.INBOUND, "dnsPoll", "PT1M"));
    }
}

package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MailFlowRedirectionProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(MailFlowRedirectionProcess.KEY);

    @Test void inboundInternalAndOutboundFlowChangeInThatOrder() {
        allMovedAndTtlLow();
        PATH.on("probeFlows").sets("probesGreen", true);
        PATH.start();
        PATH.run("checkAllMigrated");
        PATH.complete("lower-ttl");
        PATH.run("checkTtl");
        assertThat(PATH.on(FlowChangeProcess.KEY).calls()).extracting(given -> given.get("flow"))
            .containsExactly(FlowChangeProcess.INBOUND, FlowChangeProcess.INTERNAL, FlowChangeProcess.OUTBOUND);
        PATH.complete("set-final-servers");
        PATH.run("probeFlows");
        PATH.endedAt("flow-redirected");
    }

    @Test void mailFlowWaitsForTheLastMailbox() {
        PATH.on("checkAllMigrated").sets(Map.of("allMigrated", false, "leftCount", 2L)).sets(Map.of("allMigrated", true, "leftCount", 0L));
        PATH.start();
        PATH.run("checkAllMigrated");
        PATH.complete("migrate-rest");
        PATH.run("checkAllMigrated");
        PATH.waitsAt("lower-ttl");
    }

    @Test void aTtlThatIsStillLongIsLoweredAgain() {
        PATH.on("checkAllMigrated").sets("allMigrated", true);
        PATH.on("checkTtl").sets("ttlLowered", false);
        PATH.start();
        PATH.run("checkAllMigrated");
        PATH.complete("lower-ttl");
        PATH.run("checkTtl");
        PATH.waitsAt("lower-ttl");
        assertThat(PATH.on(FlowChangeProcess.KEY).calls()).isEmpty();
    }

    @Test void aRestoredFlowIsTriedAgainAndTheFlowsBeforeItAreNot() {
        allMovedAndTtlLow();
        PATH.on(FlowChangeProcess.KEY).sets(Map.of()).fails(FlowChangeProcess.FLOW_ROLLED_BACK, "not delivered").sets(Map.of());
        PATH.start();
        PATH.run("checkAllMigrated");
        PATH.complete("lower-ttl");
        PATH.run("checkTtl");
        PATH.waitsAt("decide-flow");
        PATH.complete("decide-flow");
        PATH.waitsAt("set-final-servers");
        assertThat(PATH.on(FlowChangeProcess.KEY).calls()).extracting(given -> given.get("flow")).containsExactly(
            FlowChangeProcess.INBOUND, FlowChangeProcess.INTERNAL, FlowChangeProcess.INTERNAL, FlowChangeProcess.OUTBOUND);
    }

    @Test void anInboundFlowThatWasRestoredIsNotSkipped() {
        allMovedAndTtlLow();
        PATH.on(FlowChangeProcess.KEY).fails(FlowChangeProcess.FLOW_ROLLED_BACK, "not seen").sets(Map.of());
        PATH.start();
        PATH.run("checkAllMigrated");
        PATH.complete("lower-ttl");
        PATH.run("checkTtl");
        PATH.complete("decide-flow");
        assertThat(PATH.on(FlowChangeProcess.KEY).calls()).extracting(given -> given.get("flow")).containsExactly(
            FlowChangeProcess.INBOUND, FlowChangeProcess.INBOUND, FlowChangeProcess.INTERNAL, FlowChangeProcess.OUTBOUND);
    }

    @Test void anOutboundFlowIsTriedAgainAlone() {
        allMovedAndTtlLow();
        PATH.on(FlowChangeProcess.KEY).sets(Map.of()).sets(Map.of()).fails(FlowChangeProcess.FLOW_ROLLED_BACK, "SPF").sets(Map.of());
        PATH.start();
        PATH.run("checkAllMigrated");
        PATH.complete("lower-ttl");
        PATH.run("checkTtl");
        PATH.complete("decide-flow");
        assertThat(PATH.on(FlowChangeProcess.KEY).calls()).extracting(given -> given.get("flow")).endsWith(FlowChangeProcess.OUTBOUND, FlowChangeProcess.OUTBOUND);
        PATH.waitsAt("set-final-servers");
    }

    @Test void aBrokenFlowIsRepairedAndProbedAgain() {
        allMovedAndTtlLow();
        PATH.on("probeFlows").sets("probesGreen", false).sets("probesGreen", true);
        PATH.start();
        PATH.run("checkAllMigrated");
        PATH.complete("lower-ttl");
        PATH.run("checkTtl");
        PATH.complete("set-final-servers");
        PATH.run("probeFlows");
        PATH.complete("repair-flows");
        PATH.run("probeFlows");
        PATH.endedAt("flow-redirected");
    }

    private static void allMovedAndTtlLow() {
        PATH.on("checkAllMigrated").sets("allMigrated", true);
        PATH.on("checkTtl").sets("ttlLowered", true);
    }
}

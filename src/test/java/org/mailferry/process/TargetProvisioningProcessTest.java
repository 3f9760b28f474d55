package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TargetProvisioningProcessTest {
    private static final Map<String, Object> DIFFERS = Map.of("targetState", TargetProvisioningProcess.DIFFERS, "differenceCounts", "account 2 to create",
        "differenceLines", "CREATE  account anna@corp.test", "provisioningProblem", "");
    private static final Map<String, Object> AS_PLANNED = Map.of("targetState", TargetProvisioningProcess.AS_PLANNED, "provisioningProblem", "");

    @RegisterExtension static final ProcessPath PATH = new ProcessPath(TargetProvisioningProcess.KEY);

    @Test void aTargetAsPlannedNeedsNobody() {
        PATH.on("compareTarget").sets(AS_PLANNED);
        PATH.start();
        PATH.run("compareTarget");
        PATH.endedAt("as-planned");
    }

    @Test void whatDiffersIsApprovedMadeSliceBySliceAndLookedAtAgain() {
        PATH.on("compareTarget").sets(DIFFERS).sets(AS_PLANNED);
        PATH.on("makeTarget").sets("targetMade", false).sets("targetMade", true);
        PATH.start();
        PATH.run("compareTarget");
        PATH.complete("approve-provisioning", Map.of("provisioningApproved", true, "provisioningReason", "As agreed."));
        PATH.run("recordProvisioningDecision", "makeTarget", "makeTarget", "compareTarget");
        PATH.endedAt("as-planned");
        assertThat(PATH.trail()).extracting("actor", "action").contains(org.assertj.core.groups.Tuple.tuple("carla", "completed 'Approve provisioning'"));
    }

    @Test void whatIsRefusedIsCorrectedByAnOperatorAndComparedAnew() {
        PATH.on("compareTarget").sets(DIFFERS).sets(AS_PLANNED);
        PATH.start();
        PATH.run("compareTarget");
        PATH.complete("approve-provisioning", Map.of("provisioningApproved", false, "provisioningReason", "Anna has left."));
        PATH.run("recordProvisioningDecision");
        PATH.complete("rework-provisioning", Map.of("provisioningRework", "Anna is out of the plan."));
        PATH.run("reloadPlan", "compareTarget");
        PATH.endedAt("as-planned");
    }

    @Test void whatChangedAfterTheApprovalIsAskedAgain() {
        PATH.on("compareTarget").sets(DIFFERS).sets(DIFFERS);
        PATH.on("makeTarget").sets(Map.of("targetMade", true, "provisioningProblem", "Plan or platform changed after the approval, so nothing was made."));
        PATH.start();
        PATH.run("compareTarget");
        PATH.complete("approve-provisioning", Map.of("provisioningApproved", true, "provisioningReason", "As agreed."));
        PATH.run("recordProvisioningDecision", "makeTarget", "compareTarget");
        PATH.waitsAt("approve-provisioning");
    }

    @Test void aPlatformThatRefusesUsComesToAnOperator() {
        PATH.on("compareTarget").sets(Map.of("targetState", TargetProvisioningProcess.UNKNOWN, "provisioningProblem", "PBM refused the login"));
        PATH.start();
        PATH.run("compareTarget");
        PATH.waitsAt("rework-provisioning");
    }
}

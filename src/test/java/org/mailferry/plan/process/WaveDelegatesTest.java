package org.mailferry.plan.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.plan.process.PlanWorld.PLAN;
import static org.mailferry.plan.process.PlanWorld.sales;

import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.AuditTrail;
import org.mailferry.plan.MemberState;

class WaveDelegatesTest {
    private static PlanWorld world;

    @BeforeAll static void open() {
        world = new PlanWorld(Map.of());
    }

    @AfterEach void clear() {
        world.clear();
    }

    @AfterAll static void close() {
        world.close();
    }

    @Test void membersAreStartedFiftyATransaction() {
        world.store(120);
        assertThat(world.run("startMembers")).containsEntry("allStarted", false);
        assertThat(world.mailboxes().count()).isEqualTo(50);
        assertThat(world.run("startMembers")).containsEntry("allStarted", false);
        assertThat(world.run("startMembers")).containsEntry("allStarted", true);
        assertThat(world.mailboxes().count()).isEqualTo(120);
        assertThat(world.run("startMembers")).as("nobody left").containsEntry("allStarted", true);
        assertThat(world.mailboxes().count()).isEqualTo(120);
    }

    @Test void memberIsItsInstancesBusinessKeyAndKnowsItsWave() {
        world.store(1).run("startMembers", "planHash", "abc", "calendars", true);
        String instance = world.mailboxes().processInstanceBusinessKey(sales(0).text()).singleResult().getId();
        assertThat(world.engine.engine().getRuntimeService().getVariables(instance)).containsAllEntriesOf(Map.of("planName", "spring",
            "waveId", "spring/sales", "mailboxId", sales(0).text(), "cutoverAtOnce", false, "planHash", "abc", "calendars", true, "calendarsCarried", false));
        assertThat(world.member(sales(0)).state()).isEqualTo(MemberState.STARTED);
    }

    @Test void runningInstanceIsNotStartedAgain() {
        world.store(2).run("startMembers");
        world.move(sales(1), MemberState.PLANNED);
        world.run("startMembers");
        assertThat(world.mailboxes().count()).isEqualTo(2);
        assertThat(world.member(sales(1)).state()).isEqualTo(MemberState.STARTED);
    }

    @Test void rolledBackMemberBeginsAgain() {
        world.store(1);
        world.move(sales(0), MemberState.ROLLED_BACK);
        world.run("startMembers");
        assertThat(world.mailboxes().count()).isEqualTo(1);
    }

    @Test void waveIsSettledOnceNobodyIsOnTheWay() {
        world.store(3).run("startMembers");
        assertThat(world.run("countReadyMembers")).containsEntry("allSettled", false).containsEntry("memberSummary", "started 3");
        world.engine.runJobs();
        assertThat(world.run("countReadyMembers")).containsEntry("allSettled", true).containsEntry("readyCount", 3L)
            .containsEntry("failedCount", 0L);
        assertThat(world.run("countSwitchedMembers")).containsEntry("allSwitched", false);
    }

    @Test void readyMembersCutOverWhenOrdered() {
        world.store(60).run("startMembers");
        world.run("startMembers");
        world.engine.runJobs();
        assertThat(world.run("orderCutover")).containsEntry("allOrdered", false);
        assertThat(world.run("orderCutover")).containsEntry("allOrdered", true);
        assertThat(world.run("countSwitchedMembers")).containsEntry("allSwitched", false).containsEntry("memberSummary", "cutting over 60");
        world.engine.runJobs();
        assertThat(world.run("countSwitchedMembers")).containsEntry("allSwitched", true).containsEntry("failedCount", 0L);
        assertThat(world.mailboxes().count()).isZero();
    }

    @Test void readyMemberWithoutAnInstanceFailsAndIsStartedAnewByTheTriage() {
        world.store(1);
        world.move(sales(0), MemberState.READY);
        world.run("orderCutover");
        assertThat(world.member(sales(0)).state()).isEqualTo(MemberState.FAILED);
        world.run("applyTriage", "triageDecision", "retry");
        assertThat(world.mailboxes().count()).isEqualTo(1);
    }

    @Test void refusedMailboxWaitsForTheTriageAndIsTriedAgain() {
        world.troubles.put(sales(0).text(), "refuse mailbox is full");
        world.store(2).run("startMembers");
        world.engine.runJobs();
        assertThat(world.run("countReadyMembers")).containsEntry("allSettled", true).containsEntry("failedCount", 1L)
            .containsEntry("memberSummary", "ready 1, failed 1\ns0000@corp.test: mailbox is full");
        world.troubles.clear();
        world.run("applyTriage", "triageDecision", "retry", "triageReason", "quota raised", "requestedBy", "olga");
        assertThat(world.run("countReadyMembers")).containsEntry("failedCount", 0L).containsEntry("allSettled", false);
        world.engine.runJobs();
        assertThat(world.run("countReadyMembers")).containsEntry("readyCount", 2L);
        assertThat(world.engine.bean(AuditTrail.class).of(PLAN)).last().satisfies(recorded -> {
            assertThat(recorded.entry().actor()).isEqualTo("olga");
            assertThat(recorded.entry().detail()).isEqualTo("quota raised (failed with: mailbox is full)");
        });
    }

    @Test void theMailboxLearnsWhoAcceptedWhatAndWhy() {
        world.troubles.put(sales(0).text(), "refuse 2 MISSING");
        world.store(1).run("startMembers");
        world.engine.runJobs();
        world.run("applyTriage", "triageDecision", "accept", "triageReason", "known", "requestedBy", "olga", "acceptedAlone", "3fa2c1d90b deleted by its owner");
        Map<String, Object> told = world.engine.engine().getRuntimeService().getVariables(world.mailboxes().singleResult().getId());
        assertThat(told).containsEntry("triageDecision", "accept").containsEntry("requestedBy", "olga").containsEntry("triageReason", "known")
            .containsEntry("acceptedAlone", "3fa2c1d90b deleted by its owner");
        world.engine.runJobs();
        world.run("applyTriage", "triageDecision", "retry", "requestedBy", "petr");
        assertThat(world.engine.bean(AuditTrail.class).of(PLAN)).anySatisfy(recorded ->
            assertThat(recorded.entry().action() + " by " + recorded.entry().actor()).isEqualTo("decided accept by olga"));
    }

    @Test void skippedMailboxIsSettledAtOnceAndKeepsTheReason() {
        world.troubles.put(sales(0).text(), "refuse mailbox is full");
        world.store(1).run("startMembers");
        world.engine.runJobs();
        world.run("applyTriage", "triageDecision", "skip", "triageReason", "left the company", "skipReason", "agreed");
        assertThat(world.run("countReadyMembers")).containsEntry("failedCount", 0L).containsEntry("allSettled", true);
        world.engine.runJobs();
        assertThat(world.member(sales(0)).state()).isEqualTo(MemberState.SKIPPED);
        assertThat(world.member(sales(0)).reason()).isEqualTo("agreed");
        assertThat(world.mailboxes().count()).isZero();
    }

    @Test void jobOutOfRetriesCountsAsFailedAndTheTriageGivesItNewRetries() {
        world.troubles.put(sales(0).text(), "connection reset");
        world.store(2).run("startMembers");
        world.engine.runJobs();
        assertThat(world.run("countReadyMembers")).containsEntry("failedCount", 1L).containsEntry("allSettled", true)
            .containsEntry("memberSummary", "ready 1, failed 1\ns0000@corp.test: Step copy gave up: connection reset");
        world.troubles.clear();
        world.run("applyTriage", "triageDecision", "retry");
        assertThat(world.member(sales(0)).state()).isEqualTo(MemberState.STARTED);
        world.engine.runJobs();
        assertThat(world.member(sales(0)).state()).isEqualTo(MemberState.READY);
    }

    @Test void retryInCockpitPutsTheMailboxOnItsWayAgain() {
        world.troubles.put(sales(0).text(), "connection reset");
        world.store(1).run("startMembers");
        world.engine.runJobs();
        ManagementService management = world.engine.engine().getManagementService();
        Job job = management.createJobQuery().noRetriesLeft().singleResult();
        management.setJobRetries(job.getId(), 1);
        assertThat(world.member(sales(0)).state()).isEqualTo(MemberState.STARTED);
        assertThat(world.engine.engine().getRuntimeService().createIncidentQuery().count()).isZero();
    }

    @Test void skippedMailboxWithAnIncidentLeavesNoInstance() {
        world.troubles.put(sales(0).text(), "connection reset");
        world.store(1).run("startMembers");
        world.engine.runJobs();
        world.run("applyTriage", "triageDecision", "skip", "triageReason", "left the company");
        assertThat(world.member(sales(0)).state()).isEqualTo(MemberState.SKIPPED);
        assertThat(world.mailboxes().count()).isZero();
        assertThat(world.engine.engine().getHistoryService().createHistoricProcessInstanceQuery().processInstanceBusinessKey(sales(0).text())
            .singleResult().getDeleteReason()).isEqualTo("Skipped: left the company");
    }
}

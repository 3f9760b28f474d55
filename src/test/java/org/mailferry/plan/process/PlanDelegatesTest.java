package org.mailferry.plan.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.plan.process.PlanWorld.PLAN;
import static org.mailferry.plan.process.PlanWorld.sales;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MailboxId;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Plans;

class PlanDelegatesTest {
    private static final MailboxId PAULA = MailboxId.parse("spring/paula@corp.test");

    @TempDir private static Path plans;
    private static PlanWorld world;

    @BeforeAll static void open() {
        world = new PlanWorld(Map.of("mailferry.plan.directory", plans.toString()));
    }

    @AfterEach void clear() {
        world.clear();
    }

    @AfterAll static void close() {
        world.close();
    }

    @Test void planIsLoadedFromItsFolderAndItsPoliciesBecomeTimers() throws IOException {
        write("spring", PlanWorld.source(2).yaml(), PlanWorld.source(2).csv());
        Map<String, Object> left = world.run("loadPlan");
        assertThat(left).containsAllEntriesOf(Map.of("mailboxCount", 5L, "planErrors", "", "memberPoll", "PT5S", "deltaCycle", "R/PT20M",
            "probeEvery", "PT15M", "stabilityWatch", "PT24H", "dnsPoll", "PT1M", "dnsPatience", "PT4H", "calendars", false, "calendarsCarried", false));
        assertThat(left.get("planHash")).isEqualTo(world.engine.bean(Plans.class).get(PLAN).sha256());
        assertThat(world.engine.bean(AuditTrail.class).of(PLAN)).singleElement()
            .satisfies(recorded -> assertThat(recorded.entry().detail()).contains("5 mailboxes").contains((String) left.get("planHash")));
        Files.delete(plans.resolve("spring/plan.yaml"));
        Files.delete(plans.resolve("spring/mailboxes.csv"));
        Files.delete(plans.resolve("spring"));
        assertThat(world.run("loadPlan")).as("on a node without the folder").containsEntry("planHash", left.get("planHash"));
    }

    @Test void aPinnedCertificateIsOnRecordAsAnException() throws IOException {
        String print = "ab".repeat(32);
        write("spring", PlanWorld.source(1).yaml().replace("port: 143", "port: 143, certificateSha256: " + print), PlanWorld.source(1).csv());
        world.run("loadPlan");
        assertThat(world.engine.bean(AuditTrail.class).of(PLAN)).filteredOn(recorded -> recorded.entry().action().equals("accepted pinned certificate"))
            .hasSize(2).allSatisfy(recorded -> assertThat(recorded.entry().detail()).contains(print))
            .extracting(recorded -> recorded.entry().subject()).doesNotHaveDuplicates().allMatch(subject -> subject.endsWith(":143"));
    }

    @Test void errorsOfThePlanAreShownAndNothingIsStored() throws IOException {
        write("autumn", PlanWorld.source(1).yaml().replace("port: 143", "port: 0"), PlanWorld.source(1).csv());
        Map<String, Object> left = world.run("loadPlan", "planName", "autumn");
        assertThat(left).containsEntry("caughtError", "planInvalid");
        assertThat((String) left.get("planErrors")).isEqualTo("plan.yaml:1: source.imap.port must be a port from 1 to 65535\n"
            + "plan.yaml:2: target.imap.port must be a port from 1 to 65535");
        assertThat(world.engine.bean(Plans.class).names()).isEmpty();
    }

    @Test void unknownPlanAndImpossibleNameAreRefusedWithAWayOut() {
        Map<String, Object> left = world.run("loadPlan", "planName", "winter");
        assertThat(left).containsEntry("caughtError", "planInvalid");
        assertThat((String) left.get("planErrors")).contains("no plan 'winter'").contains(plans.toString());
        assertThat(world.run("loadPlan", "planName", "Our Plan!")).containsEntry("caughtError", "planInvalid")
            .containsEntry("planErrors", "'Our Plan!' is not a plan name (1 to 40 of a-z, 0-9 and -)");
    }

    @Test void planThatIsBeingMigratedIsNotStartedAgain() {
        world.store(1);
        world.engine.deploy("mail-migration", Bpmn.createExecutableProcess("mail-migration").camundaHistoryTimeToLive(1).startEvent().userTask().endEvent().done());
        world.engine.engine().getRuntimeService().startProcessInstanceByKey("mail-migration", new HashMap<>(Map.of("planName", "spring")));
        assertThat((String) world.run("loadPlan").get("planErrors")).startsWith("Plan 'spring' is already being migrated by instance");
    }

    @Test void wavesComeByCriticalityUntilNoneIsLeft() {
        world.store(1);
        assertThat(world.run("pickNextWave")).containsEntry("waveLeft", true).containsEntry("waveId", "spring/sales");
        world.move(sales(0), MemberState.SWITCHED);
        assertThat(world.run("pickNextWave")).containsEntry("waveLeft", true).containsEntry("waveId", "spring/board");
        world.move(MailboxId.parse("spring/boss@corp.test"), MemberState.SKIPPED);
        assertThat(world.run("pickNextWave", "waveId", "spring/board")).containsEntry("waveLeft", false).doesNotContainKey("waveId");
    }

    @Test void testUserAndPilotAreFoundByTheirKind() {
        world.store(1);
        assertThat(world.run("pickTestMailbox")).containsEntry("mailboxId", "spring/tom@corp.test").containsEntry("waveId", "spring/test");
        assertThat(world.run("pickPilotWave")).containsEntry("waveId", "spring/pilot");
    }

    @Test void onlyASwitchedPilotMailboxIsRehearsed() {
        world.store(1);
        assertThat(world.run("pickRehearsalMailbox", "waveId", "spring/pilot")).containsEntry("caughtError", "nothingToRehearse");
        world.move(PAULA, MemberState.SWITCHED);
        assertThat(world.run("pickRehearsalMailbox", "waveId", "spring/pilot")).containsEntry("mailboxId", PAULA.text());
    }

    @Test void everyMailboxIsSwitchedOrGivenUpBeforeTheFlowIsRedirected() {
        world.store(1);
        world.move(MailboxId.parse("spring/tom@corp.test"), MemberState.SWITCHED);
        world.move(PAULA, MemberState.ROLLED_BACK);
        world.move(MailboxId.parse("spring/boss@corp.test"), MemberState.SKIPPED);
        assertThat(world.run("checkAllMigrated")).containsEntry("allMigrated", false).containsEntry("leftCount", 2L);
        assertThat(world.run("checkAllVerified")).containsEntry("allVerified", false).containsEntry("unverifiedCount", 2L);
        world.move(PAULA, MemberState.SWITCHED);
        world.move(sales(0), MemberState.SWITCHED);
        assertThat(world.run("checkAllMigrated")).containsEntry("allMigrated", true);
        assertThat(world.run("checkAllVerified")).containsEntry("allVerified", true);
    }

    @Test void rollbackLeavesAloneWhatNeverMoved() {
        world.store(3);
        world.move(sales(0), MemberState.SWITCHED);
        world.move(sales(1), MemberState.SKIPPED);
        world.run("recordRollback", "scopeKind", "WAVE", "rehearsal", false, "rollbackReason", "mail is lost");
        assertThat(world.member(sales(0)).state()).isEqualTo(MemberState.ROLLED_BACK);
        assertThat(world.member(sales(0)).reason()).isEqualTo("mail is lost");
        assertThat(world.member(sales(1)).state()).isEqualTo(MemberState.SKIPPED);
        assertThat(world.member(sales(2)).state()).isEqualTo(MemberState.PLANNED);
        assertThat(world.engine.bean(AuditTrail.class).of(PLAN)).hasSize(1);
    }

    @Test void mailboxThatSwitchesAtOnceIsNeverDueForADelta() {
        world.store(1);
        world.run("reportReady", "mailboxId", sales(0).text(), "cutoverAtOnce", true);
        assertThat(world.member(sales(0)).state()).isEqualTo(MemberState.CUTTING_OVER);
        world.run("reportReady", "mailboxId", sales(0).text(), "cutoverAtOnce", false);
        assertThat(world.member(sales(0)).state()).isEqualTo(MemberState.READY);
    }

    @Test void signersOfTheRollbackPlanAreThePlansPeople() {
        world.store(1);
        assertThat(world.engine.bean(PlanPeople.class).rollbackSigners("spring")).containsExactly("olga", "maria");
    }

    private static void write(String name, String yaml, String csv) throws IOException {
        Path folder = Files.createDirectories(plans.resolve(name));
        Files.writeString(folder.resolve("plan.yaml"), yaml);
        Files.writeString(folder.resolve("mailboxes.csv"), csv);
    }
}

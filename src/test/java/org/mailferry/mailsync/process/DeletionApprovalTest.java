package org.mailferry.mailsync.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Journal;
import org.mailferry.mailsync.JournalEntry;
import org.mailferry.mailsync.Lease;
import org.mailferry.mailsync.Side;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.mailsync.TwoWayChange;
import org.mailferry.mailsync.TwoWayLedger;
import org.mailferry.mailsync.TwoWayRequest;
import org.mailferry.mailsync.TwoWayRequest.State;
import org.mailferry.mailsync.TwoWayRequest.Subject;
import org.mailferry.mailsync.TwoWayRequests;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.process.StepEngine;

/** What a person is shown, and what his decision lets go: the number he names is the number that may be deleted. */
class DeletionApprovalTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-24T09:00:00Z"), ZoneOffset.UTC);
    private static final MailboxId M0 = MailboxId.parse("p/m0@old.test");
    private static final MailboxId M1 = MailboxId.parse("p/m1@old.test");

    private final TestDatabase database = TestDatabase.h2();
    private final SyncLedger ledger = LedgerForTests.ledger(database, CLOCK);
    private final TwoWayLedger links = LedgerForTests.links(database, CLOCK);
    private final Journal journal = LedgerForTests.journal(database);
    private final TwoWayRequests requests = LedgerForTests.requests(database);
    private final PlannedWorld world = new PlannedWorld();
    private final Map<Object, Object> beans = new HashMap<>();
    private ProcessEngine engine;

    @BeforeEach void anEngine() {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        String name = "deletions-" + java.util.UUID.randomUUID();
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setProcessEngineName(name);
        configuration.setJobExecutorActivate(false);
        configuration.setBeans(beans);
        engine = configuration.buildProcessEngine();
        world.mailboxes = 2;
        beans.put("collectDeletions", new CollectDeletionsDelegate(requests, world.members, CLOCK));
        beans.put("applyDeletions", new ApplyDeletionsDelegate(requests, StepEngine.signer(engine), world.trail, CLOCK));
        engine.getRepositoryService().createDeployment().addModelInstance("w.bpmn", Bpmn.createExecutableProcess("w").camundaHistoryTimeToLive(1)
            .startEvent().serviceTask("collect").camundaDelegateExpression("${collectDeletions}").exclusiveGateway("wanted")
            .condition("none", "${!deletionsWanted}").userTask("over").endEvent().moveToNode("wanted").condition("some", "${deletionsWanted}")
            .userTask("approve-deletions").camundaAssignee("olga").serviceTask("apply").camundaAsyncBefore().camundaDelegateExpression("${applyDeletions}")
            .exclusiveGateway("decided").condition("no", "${!deletionsDecided}").connectTo("approve-deletions").moveToNode("decided")
            .condition("yes", "${deletionsDecided}").connectTo("over").done()).deploy();
    }

    @AfterEach void close() {
        engine.close();
    }

    private String started() {
        return engine.getRuntimeService().startProcessInstanceByKey("w", Map.of("waveId", "p/w")).getId();
    }

    private void requested(MailboxId mailbox, long... uids) {
        TwoWayChange change = new TwoWayChange();
        LongStream.of(uids).forEach(uid -> change.request(new TwoWayRequest(0, Subject.DELETION, Side.SOURCE, 1, uid, uid, "ab", 1, "Deleted on the target in 'INBOX'",
            State.REQUESTED)));
        commit(mailbox, change);
    }

    private void commit(MailboxId mailbox, TwoWayChange change) {
        Lease lease = ledger.acquire(mailbox, Duration.ofSeconds(30));
        links.commit(lease, change);
        ledger.release(lease);
    }

    private void decide(String instance, boolean approved, String count) {
        Task task = engine.getTaskService().createTaskQuery().processInstanceId(instance).taskDefinitionKey("approve-deletions").singleResult();
        engine.getTaskService().complete(task.getId(), Map.of("deletionsApproved", approved, "approvedCount", count, "deletionReason", "asked the users"));
        engine.getManagementService().createJobQuery().processInstanceId(instance).list().forEach(job -> engine.getManagementService().executeJob(job.getId()));
    }

    private Object variable(String instance, String name) {
        return engine.getRuntimeService().getVariable(instance, name);
    }

    private long waiting(String instance, String task) {
        return engine.getTaskService().createTaskQuery().processInstanceId(instance).taskDefinitionKey(task).count();
    }

    private List<Long> approved(MailboxId mailbox) {
        return links.openRequests(mailbox).stream().filter(request -> request.state() == State.APPROVED).map(TwoWayRequest::sourceUid).toList();
    }

    @Test void withoutARequestNobodyIsAsked() {
        String wave = started();
        assertThat(variable(wave, "deletionsWanted")).isEqualTo(false);
        assertThat(waiting(wave, "over")).isEqualTo(1);
    }

    @Test void aPersonSeesTheCountsOfEachMailboxAndEachStop() {
        requested(M0, 1, 2);
        requested(M1, 3);
        commit(M1, new TwoWayChange().request(new TwoWayRequest(0, Subject.STOP, Side.TARGET, 0, 0, 0, "", 40, "40 of 50 known messages are gone", State.REQUESTED)));
        String wave = started();
        assertThat(variable(wave, "deletionCount")).isEqualTo(43L);
        assertThat(variable(wave, "deletionSummary")).isEqualTo("m0@old.test: Deleted on the target in 'INBOX', 2 messages\n"
            + "m1@old.test: Deleted on the target in 'INBOX', 1 message\nm1@old.test is stopped: 40 of 50 known messages are gone");
    }

    @Test void theNumberApprovedIsTheNumberThatMayBeDeleted() {
        requested(M0, 1, 2);
        String wave = started();
        requested(M0, 3);
        decide(wave, true, " 2 ");
        assertThat(approved(M0)).as("and not the one that came later").containsExactly(1L, 2L);
        assertThat(waiting(wave, "over")).isEqualTo(1);
        assertThat(world.audited()).singleElement().asString().startsWith("approved deletions on the source p/w: 2 messages. asked the users\n");
    }

    @Test void anotherNumberApprovesNothingAndAsksAgain() {
        requested(M0, 1, 2);
        String wave = started();
        for (String named : List.of("3", "", "two")) {
            decide(wave, true, named);
            assertThat(approved(M0)).isEmpty();
            assertThat(variable(wave, "deletionProblem")).asString().endsWith("the batch holds 2 messages.");
            assertThat(waiting(wave, "approve-deletions")).isEqualTo(1);
        }
        assertThat(world.audited()).isEmpty();
        decide(wave, true, "2");
        assertThat(approved(M0)).hasSize(2);
    }

    @Test void aSetThatChangedIsShownAgain() {
        requested(M0, 1, 2);
        String wave = started();
        commit(M0, new TwoWayChange().request(new TwoWayRequest(1, Subject.DELETION, Side.SOURCE, 1, 1, 1, "ab", 1, "over", State.KEPT)));
        decide(wave, true, "2");
        assertThat(variable(wave, "deletionCount")).isEqualTo(1L);
        assertThat(approved(M0)).isEmpty();
        decide(wave, true, "1");
        assertThat(approved(M0)).containsExactly(2L);
    }

    @Test void aNumberThatHappensToFitASetThatWasNotShownApprovesNothing() {
        requested(M0, 1, 2);
        String wave = started();
        commit(M0, new TwoWayChange().request(new TwoWayRequest(1, Subject.DELETION, Side.SOURCE, 1, 1, 1, "ab", 1, "over", State.KEPT)));
        decide(wave, true, "1");
        assertThat(variable(wave, "deletionProblem")).asString().contains("changed since it was shown");
        assertThat(approved(M0)).isEmpty();
    }

    @Test void aRefusalKeepsEverythingAndSaysWhoKeptIt() {
        requested(M0, 1, 2);
        String wave = started();
        decide(wave, false, "");
        assertThat(waiting(wave, "over")).isEqualTo(1);
        assertThat(links.openRequests(M0)).isEmpty();
        assertThat(journal.of(M0, 10)).hasSize(3).extracting(JournalEntry::at).containsOnly(CLOCK.instant());
        assertThat(journal.of(M0, 10)).last().extracting(JournalEntry::text).isEqualTo("olga refused the deletion of 2 messages: asked the users");
        assertThat(world.audited()).singleElement().asString().startsWith("refused deletions on the source p/w: 2 messages.");
    }

    @Test void twoInstancesNeverShowTheSame() {
        requested(M0, 1, 2);
        String one = started();
        String two = started();
        assertThat(waiting(two, "over")).as("the first one's batch is not decided").isEqualTo(1);
        decide(one, true, "2");
        assertThat(approved(M0)).hasSize(2);
    }

    @Test void whatAnInstanceThatWasEndedShowedIsShownByTheNext() {
        requested(M0, 1, 2);
        engine.getRuntimeService().deleteProcessInstance(started(), "the wave was planned again");
        String two = started();
        assertThat(variable(two, "deletionCount")).isEqualTo(2L);
        decide(two, true, "2");
        assertThat(approved(M0)).hasSize(2);
    }
}

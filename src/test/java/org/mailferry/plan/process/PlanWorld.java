package org.mailferry.plan.process;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.mailferry.database.TestDatabase;
import org.mailferry.engine.TestEngine;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Plans.PlanSource;
import org.mailferry.plan.folder.YamlPlanReader;

/** A stored plan, the plan's delegates, and mailboxes whose work is only pretended: it may be told to fail. */
final class PlanWorld implements AutoCloseable {
    static final PlanName PLAN = new PlanName("spring");
    static final WaveId SALES = new WaveId(PLAN, "sales");

    private static final String YAML = """
        source: {kind: imap, imap: {host: old.test, port: 143, security: plain}, credentials: {mode: own-password}}
        target: {kind: imap, imap: {host: new.test, port: 143, security: plain}, credentials: {mode: own-password}}
        domains: [corp.test]
        waves:
          - {name: board, kind: wave, criticality: 5}
          - {name: sales, kind: wave, criticality: 3}
          - {name: pilot, kind: pilot, criticality: 1}
          - {name: test, kind: test-user, criticality: 1}
        policies: {windows: {zone: Europe/Moscow, days: [sunday], from: "20:00", to: "06:00"}, deltaEvery: PT20M, memberPoll: PT5S}
        people: {rollbackSigners: [olga, maria]}
        """;

    /** What the pretended copy does about a mailbox: nothing special, a BPMN error, or an exception. */
    final Map<String, String> troubles = new HashMap<>();
    final TestEngine engine;
    private final TestDatabase database = TestDatabase.h2();

    PlanWorld(Map<String, Object> settings) {
        JavaDelegate copy = execution -> {
            String trouble = troubles.getOrDefault(execution.getBusinessKey(), "");
            if (trouble.startsWith("refuse ")) {
                throw new BpmnError("copyRefused", trouble.substring(7));
            }
            if (!trouble.isEmpty()) {
                throw new IllegalStateException(trouble);
            }
        };
        engine = new TestEngine(database, settings, Map.of("copy", copy), "org.mailferry.plan", "org.mailferry.audit");
        engine.deploy("mailbox-migration", mailbox());
    }

    /** A plan with that many mailboxes in wave sales. */
    static PlanSource source(int sales) {
        String rows = IntStream.range(0, sales).mapToObj(index -> row("s%04d".formatted(index), "sales")).collect(Collectors.joining());
        return new PlanSource(YAML, "source,wave,source_password,target_password\n" + row("tom", "test") + row("paula", "pilot") + rows + row("boss", "board"));
    }

    PlanWorld store(int sales) {
        PlanReading reading = new YamlPlanReader().read(PLAN, source(sales));
        engine.bean(Plans.class).store(((PlanReading.Valid) reading).plan(), source(sales));
        return this;
    }

    static MailboxId sales(int index) {
        return MailboxId.parse("spring/s%04d@corp.test".formatted(index));
    }

    Member member(MailboxId id) {
        return engine.bean(Members.class).get(id);
    }

    void move(MailboxId id, MemberState state) {
        engine.bean(Members.class).move(id, state, "");
    }

    Map<String, Object> run(String bean, Object... more) {
        Map<String, Object> variables = new HashMap<>(Map.of("planName", PLAN.text(), "waveId", SALES.text()));
        for (int index = 0; index < more.length; index += 2) {
            variables.put((String) more[index], more[index + 1]);
        }
        return engine.run(bean, variables);
    }

    ProcessInstanceQuery mailboxes() {
        return engine.engine().getRuntimeService().createProcessInstanceQuery().processDefinitionKey("mailbox-migration");
    }

    /** As new, for the next test. */
    void clear() {
        engine.forgetAll();
        troubles.clear();
        for (String table : new String[] {"plan_member", "plan_revision", "audit_entry", "audit_chain", "audit_check"}) {
            database.jdbc().sql("delete from " + table).update();
        }
    }

    @Override public void close() {
        engine.close();
    }

    private static String row(String name, String wave) {
        return name + "@corp.test," + wave + ",env:" + name + ",env:" + name + "\n";
    }

    private static BpmnModelInstance mailbox() {
        return Bpmn.createExecutableProcess("mailbox-migration").camundaHistoryTimeToLive(1).startEvent()
            .serviceTask("copy").camundaAsyncBefore().camundaDelegateExpression("${copy}")
            .serviceTask("ready").camundaDelegateExpression("${reportReady}")
            .intermediateCatchEvent("ordered").message("cutoverOrdered")
            .serviceTask("switched").camundaAsyncBefore().camundaDelegateExpression("${reportSwitched}").endEvent()
            .moveToActivity("copy").boundaryEvent("refused").errorEventDefinition().error("copyRefused").errorMessageVariable("failureText")
            .errorEventDefinitionDone()
            .serviceTask("failed").camundaDelegateExpression("${reportFailure}")
            .intermediateCatchEvent("decided").message("triageDecided")
            .exclusiveGateway("what").condition("skip", "${triageDecision == 'skip'}")
            .serviceTask("skipped").camundaAsyncBefore().camundaDelegateExpression("${reportSkipped}").endEvent()
            .moveToNode("what").connectTo("copy").done();
    }
}

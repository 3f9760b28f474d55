package org.mailferry.mailflow.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.NotifySettings;
import org.mailferry.mailflow.TaskMailDispatch;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.People;
import org.mailferry.plan.Systems;
import org.mailferry.realserver.KnotServer;
import org.mailferry.runbook.KeptPlan;
import org.mailferry.runbook.RunbookEngine;

/** The steps of the mail flow in the engine, on real name servers and mail servers in this process. */
class FlowRunTest {
    private static final String OLD = "@ 60 IN MX 10 old\n@ IN TXT \"v=spf1 ip4:192.0.2.10 -all\"\nold IN A 192.0.2.10\nnew IN A 192.0.2.20";
    private static final String NEW = OLD.replace("MX 10 old", "MX 10 new");
    private static final GreenMail SOURCE = server();
    private static final GreenMail TARGET = server();
    private static RunbookEngine runbook;

    @TempDir Path folder;
    private KnotServer knot;

    @BeforeAll static void start() {
        SOURCE.start();
        TARGET.start();
        SOURCE.setUser("anna@corp.test", "anna", "secret of ANNA");
        TARGET.setUser("anna@corp.test", "anna", "secret of ANNA");
        TARGET.setUser("operators@corp.test", "operators", "none");
        runbook = new RunbookEngine(context -> {
            context.registerBean(MailflowSettings.class, () -> new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
                Duration.ofSeconds(3), Duration.ofMillis(20), Duration.ofMinutes(5)));
            context.registerBean(NotifySettings.class, () -> new NotifySettings(true, "127.0.0.1", TARGET.getSmtp().getPort(), TransportSecurity.PLAIN,
                "", "", "", "mailferry@corp.test", "http://127.0.0.1:8080", Map.of("operators", List.of("fallback@corp.test")), Duration.ofHours(1)));
        }, "org.mailferry.mailflow");
        for (String step : List.of("checkPorts", "checkDns", "runProbes", "judgeWatch", "probeFlows", "probeDelivery", "takeFlowSnapshot", "checkTtl",
            "checkFlowSeen", "checkFlowRestored", "checkListenersGone")) {
            runbook.deploy(step, """
                <startEvent id="begun"/><sequenceFlow id="f1" sourceRef="begun" targetRef="step"/>
                <serviceTask id="step" camunda:delegateExpression="${%s}"/>""".formatted(step));
        }
    }

    @AfterAll static void stop() {
        runbook.close();
        SOURCE.stop();
        TARGET.stop();
    }

    @BeforeEach void forget() throws Exception {
        runbook.forget("mailflow_probe", "mailflow_snapshot_fact", "mailflow_snapshot", "mailflow_ttl", "mailflow_task_mail");
        SOURCE.purgeEmailFromAllMailboxes();
        TARGET.purgeEmailFromAllMailboxes();
        runbook.plan.sourceImap = imap(SOURCE);
        runbook.plan.sourceSmtp = Optional.of(smtp(SOURCE));
        runbook.plan.targetImap = imap(TARGET);
        runbook.plan.targetSmtp = Optional.of(smtp(TARGET));
    }

    @AfterEach void stopNames() {
        if (knot != null) {
            knot.close();
        }
    }

    @Test void openPortsAreGreenAndClosedOnesRed() {
        runbook.plan.targetSmtp = Optional.of(MailEndpoint.of("127.0.0.1", 1, TransportSecurity.PLAIN));
        run("checkPorts", Map.of());
        assertThat(check("port:127.0.0.1:" + SOURCE.getImap().getPort()).text()).startsWith("source IMAP").endsWith("answers");
        assertThat(check("port:127.0.0.1:1")).satisfies(red -> {
            assertThat(red.status()).isEqualTo(Status.RED);
            assertThat(red.text()).contains("target SMTP").contains("nobody listens");
        });
    }

    @Test void redCheckThatACorrectedPlanNoLongerAsksForIsGreen() {
        runbook.plan.targetSmtp = Optional.of(MailEndpoint.of("127.0.0.1", 1, TransportSecurity.PLAIN));
        run("checkPorts", Map.of());
        runbook.plan.targetSmtp = Optional.of(smtp(TARGET));
        run("checkPorts", Map.of());
        assertThat(runbook.checks.values()).noneMatch(CheckResult::blocks);
        assertThat(check("port:127.0.0.1:1").text()).contains("no longer asks");
    }

    @Test void portsOfTheGuideAreOnlyKnockedAtOnAUsualServer() {
        runbook.plan.targetKind = Systems.TargetKind.MYOFFICE;
        run("checkPorts", Map.of());
        assertThat(check("port:127.0.0.1").text()).contains("were not looked at");
    }

    @Test void planWithoutNameServersSaysSo() {
        run("checkDns", Map.of());
        assertThat(check("dns")).satisfies(green -> {
            assertThat(green.status()).isEqualTo(Status.GREEN);
            assertThat(green.text()).contains("nothing was looked at");
        });
        assertThat(run("checkTtl", Map.of(), "ttlLowered", "ttlProblem")).containsExactly(true, "There are no name servers in the plan (systems.dns.servers): nothing was looked at");
    }

    @Test void hostThatSpfForgetsIsRed() {
        names(OLD, List.of("old.corp.test", "new.corp.test"));
        run("checkDns", Map.of());
        assertThat(check("mx:corp.test").text()).contains("shows MX 10 old.corp.test (TTL 60 s, serial 1)");
        assertThat(check("spf:corp.test:old.corp.test").status()).isEqualTo(Status.GREEN);
        assertThat(check("spf:corp.test:new.corp.test")).satisfies(red -> {
            assertThat(red.status()).isEqualTo(Status.RED);
            assertThat(red.text()).contains("192.0.2.20 is FAIL by '-all'");
        });
    }

    @Test void inboundFlowIsSeenOnlyOnceTheNameServerShowsIt() {
        names(OLD, List.of());
        run("takeFlowSnapshot", Map.of("flow", "INBOUND"));
        Map<String, Object> inbound = Map.of("flow", "INBOUND", "dnsPatience", "PT1H");
        assertThat(run("checkFlowSeen", inbound, "flowSeen", "stillTime")).containsExactly(false, true);
        knot.publish("corp.test", 2, NEW);
        assertThat(run("checkFlowSeen", inbound, "flowSeen", "flowProblem")).containsExactly(true, "");
        assertThat(run("probeDelivery", inbound, "delivered")).containsExactly(true);
        assertThat(run("checkFlowRestored", inbound, "restored", "restoreProblem").toString()).contains("false").contains("must show MX corp.test = 10 old.corp.test again");
        knot.publish("corp.test", 3, OLD);
        assertThat(run("checkFlowRestored", inbound, "restored")).containsExactly(true);
    }

    @Test void patienceWithTheNameServersEnds() {
        names(OLD, List.of());
        assertThat(run("checkFlowSeen", Map.of("flow", "INBOUND", "flowDeadline", "2026-12-24T08:59:00Z"), "flowSeen", "stillTime")).containsExactly(false, false);
    }

    @Test void longTtlHoldsTheSwitchBackUntilCachesForgetIt() {
        names(OLD.replace("@ 60 IN MX", "@ 3600 IN MX"), List.of());
        run("checkDns", Map.of());
        knot.publish("corp.test", 2, OLD);
        assertThat(run("checkTtl", Map.of(), "ttlLowered", "ttlProblem").toString()).contains("false").contains("until 2026-12-24T10:00:00Z");
        runbook.now = Instant.parse("2026-12-24T10:00:00Z");
        assertThat(run("checkTtl", Map.of(), "ttlLowered")).containsExactly(true);
    }

    @Test void waveIsProbedOnBothSides() {
        List<Object> seen = run("runProbes", Map.of("waveId", "corp/first"), "probesGreen", "probeSummary");
        assertThat(seen.get(0)).isEqualTo(true);
        assertThat(seen.get(1).toString()).contains("green: target in").contains("green: source in").contains("by hand");
    }

    @Test void switchedMailboxWhoseForwardIsMissingIsRed() {
        runbook.plan.state = MemberState.SWITCHED;
        List<Object> seen = run("runProbes", Map.of("waveId", "corp/first"), "probesGreen", "probeSummary");
        assertThat(seen.get(0)).isEqualTo(false);
        assertThat(seen.get(1).toString()).startsWith("RED: source to target").contains("the route is not switched");
    }

    @Test void whatCannotBeProbedIsSaid() {
        runbook.plan.sourceSmtp = Optional.empty();
        runbook.plan.targetSmtp = Optional.empty();
        assertThat(run("runProbes", Map.of("waveId", "corp/first"), "probesGreen", "probeSummary").get(1).toString())
            .contains("not probed: the plan names no SMTP server of the target", "not probed: the plan names no SMTP server of the source");
        assertThat(run("probeFlows", Map.of(), "probesGreen", "probeSummary").get(1).toString()).contains("not probed");
    }

    @Test void watchEndsWhenItsTimeIsOver() {
        assertThat(run("judgeWatch", Map.of("stabilityWatch", "P1D"), "watchOver", "watchUntil")).containsExactly(false, "2026-12-25T09:00:00Z");
        runbook.now = Instant.parse("2026-12-25T09:00:00Z");
        assertThat(run("judgeWatch", Map.of("watchUntil", "2026-12-25T09:00:00Z"), "watchOver")).containsExactly(true);
    }

    @Test void sourceThatStillListensIsNotGone() {
        assertThat(run("checkListenersGone", Map.of(), "listenersGone")).containsExactly(false);
        runbook.plan.sourceImap = MailEndpoint.of("127.0.0.1", 1, TransportSecurity.PLAIN);
        runbook.plan.sourceSmtp = Optional.empty();
        assertThat(run("checkListenersGone", Map.of(), "listenersGone")).containsExactly(true);
    }

    @Test void newTaskIsAnnouncedByMailAndAnUndoneOneIsNot() throws Exception {
        runbook.plan.addresses = List.of(new People.GroupAddress("operators", EmailAddress.parse("operators@corp.test")));
        runbook.deploy("ask", """
            <startEvent id="begun"/><sequenceFlow id="f1" sourceRef="begun" targetRef="lower-ttl"/>
            <userTask id="lower-ttl" name="Lower TTL" camunda:candidateGroups="operators"/>""");
        Map<String, Object> variables = Map.of("planName", "corp", "waveId", "corp/first");
        runbook.database.transaction().executeWithoutResult(status -> {
            runbook.start("ask", variables);
            status.setRollbackOnly();
        });
        String instance = runbook.start("ask", variables);
        runbook.bean(TaskMailDispatch.class).sendDue();
        runbook.bean(TaskMailDispatch.class).sendDue();
        assertThat(TARGET.getReceivedMessages()).singleElement().satisfies(mail -> {
            assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("operators@corp.test");
            assertThat(mail.getContent().toString()).contains("/camunda/app/tasklist/default/#/?task=" + runbook.task(instance).getId()).contains("corp/first");
        });
    }

    @Test void doneTaskIsAnnouncedToNobody() {
        runbook.deploy("asked", """
            <startEvent id="begun"/><sequenceFlow id="f1" sourceRef="begun" targetRef="t"/><userTask id="t" camunda:candidateGroups="operators"/>""");
        String instance = runbook.start("asked", Map.of());
        runbook.complete("olga", instance, "t", Map.of());
        runbook.bean(TaskMailDispatch.class).sendDue();
        assertThat(TARGET.getReceivedMessages()).isEmpty();
        assertThat(runbook.database.jdbc().sql("select state from mailflow_task_mail").query(String.class).single()).isEqualTo("OUTDATED");
    }

    private void names(String records, List<String> spfMustPass) {
        knot = KnotServer.start(folder, Map.of("corp.test", records));
        runbook.plan.dns = new Systems.Dns(List.of(knot.address()), List.of(new Systems.Mx(KeptPlan.DOMAIN, "new.corp.test")), spfMustPass);
    }

    private static List<Object> run(String step, Map<String, Object> variables, String... results) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("planName", "corp");
        String instance = runbook.start(step, all);
        return java.util.Arrays.stream(results).map(name -> runbook.variable(instance, name)).toList();
    }

    private static CheckResult check(String id) {
        return Optional.ofNullable(runbook.checks.get(id)).orElseThrow(() -> new AssertionError("no check " + id + " among " + runbook.checks.keySet()));
    }

    private static MailEndpoint imap(GreenMail server) {
        return MailEndpoint.of("127.0.0.1", server.getImap().getPort(), TransportSecurity.PLAIN);
    }

    private static MailEndpoint smtp(GreenMail server) {
        return MailEndpoint.of("127.0.0.1", server.getSmtp().getPort(), TransportSecurity.PLAIN);
    }

    private static GreenMail server() {
        ServerSetup imap = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
        ServerSetup smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        imap.setServerStartupTimeout(10_000);
        smtp.setServerStartupTimeout(10_000);
        return new GreenMail(new ServerSetup[] {imap, smtp});
    }
}

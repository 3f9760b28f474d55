package org.mailferry.audit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.Checks;
import org.mailferry.database.TestDatabase;
import org.mailferry.engine.TestEngine;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Sha256;
import org.mailferry.plan.PlanFolders.Content;
import org.mailferry.plan.PlanReading;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Plans.PlanSource;
import org.mailferry.plan.folder.PlanFolder;
import org.mailferry.plan.folder.YamlPlanReader;

class AuditDelegatesTest {
    private static final PlanName PLAN = new PlanName("valid");
    private static final PlanSource SOURCE = ((Content.Texts) new PlanFolder(Path.of("src/test/resources/plan/valid")).content()).source();

    @TempDir private Path packs;
    private final TestDatabase database = TestDatabase.h2();
    private TestEngine engine;

    @BeforeEach void open() {
        engine = new TestEngine(database, Map.of("mailferry.audit.directory", packs.toString()), Map.of(), "org.mailferry.plan", "org.mailferry.audit");
        engine.bean(Plans.class).store(((PlanReading.Valid) new YamlPlanReader().read(PLAN, SOURCE)).plan(), SOURCE);
    }

    @AfterEach void close() {
        engine.close();
    }

    @Test void checksAreJudgedRedOnesFirst() {
        assertThatThrownBy(() -> run("judgeChecks", Map.of())).hasMessageContaining("No check of plan valid has a result");
        check("port:a:993", Status.GREEN, "open");
        check("spf:corp.test", Status.RED, "mx.new.test may not send");
        Map<String, Object> left = run("judgeChecks", Map.of());
        assertThat(left).containsEntry("allGreen", false).containsEntry("redCount", 1L).containsEntry("checkTable",
            "RED  spf:corp.test (V26): mx.new.test may not send\nGREEN  port:a:993 (V26): open");
        check("spf:corp.test", Status.GREEN, "all may send");
        assertThat(run("judgeChecks", Map.of())).containsEntry("allGreen", true).containsEntry("redCount", 0L)
            .doesNotContainEntry("evidenceHash", left.get("evidenceHash"));
    }

    @Test void longLinesBreakBetweenWords() {
        check("size:messages", Status.RED, "word ".repeat(60) + "end");
        assertThat((String) run("judgeChecks", Map.of()).get("checkTable")).startsWith("RED  size:messages (V26): word word").endsWith("word end")
            .satisfies(table -> assertThat(table.lines()).hasSizeGreaterThan(4).allMatch(line -> line.length() <= 64 && !line.endsWith(" ")));
    }

    @Test void grantedWaiverCarriesTheNameOfWhoGrantedIt() {
        check("spf:corp.test", Status.RED, "mx.new.test may not send");
        decideWaiver(true);
        assertThat(engine.bean(Checks.class).of(PLAN)).singleElement().satisfies(check -> {
            assertThat(check.status()).isEqualTo(Status.WAIVED);
            assertThat(check.text()).contains("waived by maria: relay is used until May");
        });
        assertThat(lastEntry()).isEqualTo(new AuditEntry(PLAN, "maria", "waived check", "spf:corp.test",
            "asked: relay is used until May; decided: known"));
        assertThat(run("judgeChecks", Map.of())).containsEntry("allGreen", true);
    }

    @Test void refusedWaiverLeavesTheCheckRed() {
        check("spf:corp.test", Status.RED, "mx.new.test may not send");
        decideWaiver(false);
        assertThat(engine.bean(Checks.class).of(PLAN)).extracting(CheckResult::status).containsExactly(Status.RED);
        assertThat(lastEntry().action()).isEqualTo("refused waiver");
    }

    @Test void waiverOfACheckThatIsNotRedChangesNothing() {
        check("port:a:993", Status.GREEN, "open");
        decideWaiver(true);
        assertThat(lastEntry().action()).isEqualTo("granted a waiver for no red check");
    }

    @Test void readinessNamesChecksWaiversAndSigners() {
        check("port:a:993", Status.GREEN, "open");
        run("recordReadiness", Map.of("planHash", "abc"));
        assertThat(lastEntry().detail()).contains("1 checks green, none waived").contains("signed by olga, maria").contains("plan SHA-256 abc");
    }

    @Test void packHoldsTheWholeStoryUnderOneDigest() throws IOException {
        check("port:a:993", Status.GREEN, "open");
        engine.bean(AuditTrail.class).record(new AuditEntry(PLAN, "maria", "approved wave", "valid/sales", "<b>12</b> mailboxes"));
        run("sealAuditPack", Map.of());

        Path pack = sealed().get(0);
        assertThat(lastEntry().action()).isEqualTo("sealed audit pack");
        assertThat(lastEntry().detail()).isEqualTo(pack + ", SHA-256 " + Sha256.hex(Files.readAllBytes(pack)));
        Map<String, String> files = unzip(pack);
        assertThat(files.keySet()).containsExactly("SHA256SUMS", "checks.csv", "mailboxes.csv", "plan.yaml", "report.html", "report.json");
        assertThat(files.get("SHA256SUMS").lines()).contains(Sha256.hex(files.get("report.json")) + "  report.json");
        assertThat(files.get("plan.yaml")).isEqualTo(SOURCE.yaml());
        assertThat(files.get("report.html")).contains("approved wave").contains("&lt;b&gt;12").doesNotContain("<b>12");
        JsonNode report = new ObjectMapper().readTree(files.get("report.json"));
        assertThat(report.path("trail").get(0).path("actor").asText()).isEqualTo("maria");
        assertThat(report.path("members")).hasSize(4);
        assertThat(report.path("checks").get(0).path("status").asText()).isEqualTo("GREEN");
        assertThat(report.path("chainEnd").asText()).isEqualTo(engine.bean(AuditTrail.class).of(PLAN).get(0).hash());
    }

    @Test void noPackIsSealedOnABrokenTrail() throws IOException {
        engine.bean(AuditTrail.class).record(AuditEntry.bySystem(PLAN, "loaded plan", "valid", ""));
        database.jdbc().sql("update audit_entry set actor = 'nobody'").update();
        assertThatThrownBy(() -> run("sealAuditPack", Map.of())).hasMessageContaining("breaks at entry 1");
        assertThat(sealed()).isEmpty();
    }

    /** The person's name comes from the completed task, so the step runs behind a real one. */
    private void decideWaiver(boolean granted) {
        String check = engine.bean(Checks.class).of(PLAN).get(0).id();
        engine.deploy("waiver", Bpmn.createExecutableProcess("waiver").camundaHistoryTimeToLive(1).startEvent().userTask("decide-waiver").camundaAsyncAfter()
            .serviceTask("step").camundaDelegateExpression("${applyWaiver}").endEvent().done());
        var services = engine.engine();
        services.getRuntimeService().startProcessInstanceByKey("waiver", Map.of("planName", "valid", "waiverCheckId", check,
            "waiverReason", "relay is used until May", "waiverGranted", granted, "waiverDecisionReason", "known"));
        String task = services.getTaskService().createTaskQuery().singleResult().getId();
        services.getIdentityService().setAuthenticatedUserId("maria");
        services.getTaskService().claim(task, "maria");
        services.getTaskService().complete(task);
        services.getIdentityService().clearAuthentication();
        engine.runJobs();
    }

    private Map<String, Object> run(String bean, Map<String, Object> more) {
        Map<String, Object> variables = new TreeMap<>(more);
        variables.put("planName", "valid");
        return engine.run(bean, variables);
    }

    private void check(String id, Status status, String text) {
        engine.bean(Checks.class).record(PLAN, new CheckResult(id, "V26", status, text));
    }

    private AuditEntry lastEntry() {
        List<org.mailferry.audit.RecordedEntry> trail = engine.bean(AuditTrail.class).of(PLAN);
        return trail.get(trail.size() - 1).entry();
    }

    private List<Path> sealed() throws IOException {
        try (Stream<Path> files = Files.list(packs)) {
            return files.toList();
        }
    }

    private static Map<String, String> unzip(Path pack) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(pack), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}

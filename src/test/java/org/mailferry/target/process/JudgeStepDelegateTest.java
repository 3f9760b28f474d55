package org.mailferry.target.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.Checks;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.kernel.PlanName;
import org.mailferry.process.SettingsPages.Demand;
import org.mailferry.process.SettingsStepProcess;
import org.mailferry.process.StepEngine;
import org.mailferry.target.PasteJudge;

class JudgeStepDelegateTest {
    private static final PasteJudge UP = new PasteJudge() {
        @Override public String kind() {
            return "services";
        }

        @Override public CheckResult judge(String pasted, List<String> expected) {
            return new CheckResult("services", "N55", pasted.equals("up") ? Status.GREEN : Status.RED, pasted.equals("up") ? "All run." : "Missing: psn-redis_redis.");
        }
    };

    private final StepEngine engine = new StepEngine();
    private final Map<String, CheckResult> checks = new HashMap<>();
    private final List<AuditEntry> trail = new ArrayList<>();

    @AfterEach void close() {
        engine.close();
    }

    @Test void goodOutputStaysRedUntilSomebodyHasLooked() {
        assertThat(judge(List.of(), Map.of("stepAnswer", SettingsStepProcess.DONE, "stepOutput", "up"))).containsEntry("stepVerdict", SettingsStepProcess.GOOD);
        assertThat(checks.get("step:myoffice-services").status()).isEqualTo(Status.RED);
        assertThat(checks.get("step:myoffice-services").text()).contains("nobody has looked independently yet");
    }

    @Test void redOutputGoesBackWithItsWords() {
        assertThat(judge(List.of(), Map.of("stepAnswer", SettingsStepProcess.DONE, "stepOutput", "down")))
            .containsEntry("stepVerdict", SettingsStepProcess.AGAIN).containsEntry("stepFinding", "Missing: psn-redis_redis.");
        assertThat(trail).singleElement().satisfies(entry -> assertThat(entry.detail()).contains("Missing: psn-redis_redis."));
    }

    @Test void whatIsLeftOutIsARedCheckWithItsReason() {
        assertThat(judge(List.of(), Map.of("stepAnswer", SettingsStepProcess.LEAVE_OUT, "stepReason", "Installed for years"))).containsEntry("stepVerdict", SettingsStepProcess.LEFT_OUT);
        assertThat(checks.get("step:myoffice-services")).satisfies(check -> {
            assertThat(check.status()).isEqualTo(Status.RED);
            assertThat(check.text()).contains("Installed for years");
        });
    }

    @Test void withoutThePlansValueNoOutputIsGood() {
        assertThat(judge(List.of("dns.services.domain"), Map.of("stepAnswer", SettingsStepProcess.DONE, "stepOutput", "up")))
            .containsEntry("stepVerdict", SettingsStepProcess.AGAIN).extractingByKey("stepFinding").asString().contains("dns.services.domain");
    }

    @Test void aWavesStepHasACheckOfItsOwn() {
        judge(List.of(), Map.of("stepAnswer", SettingsStepProcess.DONE, "stepOutput", "up", "settingsWave", "office/first"));
        assertThat(checks).containsOnlyKeys("step:myoffice-services:office/first");
    }

    private Map<String, Object> judge(List<String> missing, Map<String, Object> given) {
        Map<String, Object> variables = new HashMap<>(given);
        variables.put("planName", "office");
        variables.put("settingsStep", "myoffice-services");
        return engine.run("judgeStep", new JudgeStepDelegate((step, scope) -> new Demand("Services", List.of("N54"), "services", List.of(), List.of(), missing),
            List.of(UP), new Kept(), new Noted()), variables).variables();
    }

    private final class Kept implements Checks {
        @Override public void record(PlanName plan, CheckResult result) {
            checks.put(result.id(), result);
        }

        @Override public List<CheckResult> of(PlanName plan) {
            return List.copyOf(checks.values());
        }

        @Override public void waive(PlanName plan, String checkId, String approver, String reason) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Noted implements AuditTrail {
        @Override public void record(AuditEntry entry) {
            trail.add(entry);
        }

        @Override public List<RecordedEntry> of(PlanName plan) {
            return List.of();
        }

        @Override public OptionalLong firstBreak(PlanName plan) {
            return OptionalLong.empty();
        }
    }
}

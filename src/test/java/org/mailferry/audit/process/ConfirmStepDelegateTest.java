package org.mailferry.audit.process;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.mailferry.process.IndependentLook;
import org.mailferry.process.Instructions;
import org.mailferry.process.SettingsPages.Demand;
import org.mailferry.process.StepEngine;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class ConfirmStepDelegateTest {
    private final StepEngine engine = new StepEngine();
    private final Map<String, CheckResult> checks = new HashMap<>();

    @AfterEach void close() {
        engine.close();
    }

    @Test void whatIsSeenFromOutsideMakesTheStepGreen() {
        assertThat(confirm(List.of("ports"), Status.GREEN)).containsEntry("stepConfirmed", true);
        assertThat(checks.get("step:myoffice-services").status()).isEqualTo(Status.GREEN);
    }

    @Test void whatIsRedFromOutsideGoesBackHoweverGoodItsOutput() {
        assertThat(confirm(List.of("ports"), Status.RED)).containsEntry("stepConfirmed", false)
            .extractingByKey("stepFinding").asString().contains("from outside", "port:new:993", "Nobody answers.");
        assertThat(checks.get("step:myoffice-services").status()).isEqualTo(Status.RED);
    }

    @Test void whereNothingCanBeSeenTheCheckSaysSo() {
        assertThat(confirm(List.of(), Status.RED)).containsEntry("stepConfirmed", true);
        assertThat(checks.get("step:myoffice-services").text()).contains("rests on the output that was pasted");
    }

    private Map<String, Object> confirm(List<String> looks, Status seen) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("ports", new Ports(seen)));
        return engine.run("confirmStep", new ConfirmStepDelegate((step, scope) -> new Demand("Services", List.of("N54"), "services", List.of(), looks, List.of()),
            beans.getBeanProvider(IndependentLook.class), new Kept(), new Forgotten()), Map.of("planName", "office", "settingsStep", "myoffice-services")).variables();
    }

    private record Ports(Status status) implements IndependentLook {
        @Override public String name() {
            return "ports";
        }

        @Override public List<CheckResult> look(Instructions.Scope scope) {
            return List.of(new CheckResult("port:new:993", "N51", status, "Nobody answers."));
        }
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

    private static final class Forgotten implements AuditTrail {
        @Override public void record(AuditEntry entry) {
            // Read in the process test.
        }

        @Override public List<RecordedEntry> of(PlanName plan) {
            return List.of();
        }

        @Override public OptionalLong firstBreak(PlanName plan) {
            return OptionalLong.empty();
        }
    }
}

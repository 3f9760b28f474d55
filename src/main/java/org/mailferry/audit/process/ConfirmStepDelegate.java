package org.mailferry.audit.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.SettingsStepProcess.SETTINGS_STEP;
import static org.mailferry.process.SettingsStepProcess.SETTINGS_WAVE;
import static org.mailferry.process.SettingsStepProcess.STEP_CONFIRMED;
import static org.mailferry.process.SettingsStepProcess.STEP_FINDING;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.MigrationException;
import org.mailferry.process.IndependentLook;
import org.mailferry.process.SettingsPages;
import org.mailferry.process.SettingsStepProcess;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Looks at a step from outside before it counts as done. Where nothing can be seen from outside, the check says so. Check and entry
 * are one transaction with the step.
 */
@Component("confirmStep")
final class ConfirmStepDelegate implements JavaDelegate {
    private final SettingsPages pages;
    private final Map<String, IndependentLook> looks;
    private final Checks checks;
    private final AuditTrail trail;

    ConfirmStepDelegate(SettingsPages pages, ObjectProvider<IndependentLook> looks, Checks checks, AuditTrail trail) {
        this.pages = pages;
        this.looks = looks.stream().collect(Collectors.toMap(IndependentLook::name, Function.identity()));
        this.checks = checks;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        SettingsPages.Demand demand = pages.of(SETTINGS_STEP.get(execution), SettingsStepProcess.scope(execution));
        List<CheckResult> seen = new ArrayList<>();
        for (String name : demand.looks()) {
            IndependentLook look = looks.get(name);
            if (look == null) {
                throw MigrationException.permanent("No look is called '" + name + "'");
            }
            seen.addAll(look.look(SettingsStepProcess.scope(execution)));
        }
        List<CheckResult> red = seen.stream().filter(CheckResult::blocks).toList();
        settle(execution, demand, red.isEmpty(), text(demand, seen, red));
    }

    private static String text(SettingsPages.Demand demand, List<CheckResult> seen, List<CheckResult> red) {
        if (!red.isEmpty()) {
            return "The output was good, but from outside: " + red.stream().map(check -> check.id() + ": " + check.text()).collect(Collectors.joining("; "));
        }
        return "Its output is good. " + (demand.looks().isEmpty() ? "Nothing of it can be seen from outside, so it rests on the output that was pasted."
            : "Seen from outside as well (" + String.join(", ", demand.looks()) + "): " + seen.size() + " checks green.");
    }

    private void settle(DelegateExecution execution, SettingsPages.Demand demand, boolean confirmed, String text) {
        String id = SettingsStepProcess.checkId(SETTINGS_STEP.get(execution), SETTINGS_WAVE.find(execution).orElse(""));
        String cut = text.length() <= 3_000 ? text : text.substring(0, 2_999) + "…";
        checks.record(PLAN_NAME.get(execution), new CheckResult(id, demand.rows().get(0), confirmed ? Status.GREEN : Status.RED, cut));
        trail.record(AuditEntry.bySystem(PLAN_NAME.get(execution), confirmed ? "confirmed step" : "did not confirm step", id, cut));
        STEP_CONFIRMED.set(execution, confirmed);
        STEP_FINDING.set(execution, cut);
    }
}

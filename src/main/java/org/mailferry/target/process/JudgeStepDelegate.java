package org.mailferry.target.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.SettingsStepProcess.SETTINGS_STEP;
import static org.mailferry.process.SettingsStepProcess.SETTINGS_WAVE;
import static org.mailferry.process.SettingsStepProcess.STEP_ANSWER;
import static org.mailferry.process.SettingsStepProcess.STEP_FINDING;
import static org.mailferry.process.SettingsStepProcess.STEP_OUTPUT;
import static org.mailferry.process.SettingsStepProcess.STEP_REASON;
import static org.mailferry.process.SettingsStepProcess.STEP_VERDICT;

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
import org.mailferry.process.SettingsPages;
import org.mailferry.process.SettingsStepProcess;
import org.mailferry.target.PasteJudge;
import org.springframework.stereotype.Component;

/**
 * Judges what a step's commands printed. A step that is left out is a red check with its reason, which a change manager may waive.
 * The output itself, secrets hidden, is in the audit trail with its task. Check and entry are one transaction with the step.
 */
@Component("judgeStep")
final class JudgeStepDelegate implements JavaDelegate {
    private final SettingsPages pages;
    private final Map<String, PasteJudge> judges;
    private final Checks checks;
    private final AuditTrail trail;

    JudgeStepDelegate(SettingsPages pages, List<PasteJudge> judges, Checks checks, AuditTrail trail) {
        this.pages = pages;
        this.judges = judges.stream().collect(Collectors.toMap(PasteJudge::kind, Function.identity()));
        this.checks = checks;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        SettingsPages.Demand demand = pages.of(SETTINGS_STEP.get(execution), SettingsStepProcess.scope(execution));
        if (STEP_ANSWER.get(execution).equals(SettingsStepProcess.LEAVE_OUT)) {
            settle(execution, demand, Status.RED, "Left out: " + STEP_REASON.find(execution).orElse("") + ". A change manager may waive it.", SettingsStepProcess.LEFT_OUT);
            return;
        }
        CheckResult judged = judge(demand, STEP_OUTPUT.find(execution).orElse(""));
        boolean good = judged.status() == Status.GREEN;
        settle(execution, demand, Status.RED, good ? "Its output is good, nobody has looked independently yet. " + judged.text() : judged.text(),
            good ? SettingsStepProcess.GOOD : SettingsStepProcess.AGAIN);
    }

    private CheckResult judge(SettingsPages.Demand demand, String pasted) {
        if (!demand.missing().isEmpty()) {
            return new CheckResult("", "", Status.RED, "The plan does not say " + String.join(", ", demand.missing()) + ": set it, load the plan again, and run the commands as then shown.");
        }
        PasteJudge judge = judges.get(demand.paste());
        if (judge == null) {
            throw MigrationException.permanent("Nobody judges output of the kind '" + demand.paste() + "'");
        }
        return judge.judge(pasted, demand.expected());
    }

    private void settle(DelegateExecution execution, SettingsPages.Demand demand, Status status, String text, String verdict) {
        String id = SettingsStepProcess.checkId(SETTINGS_STEP.get(execution), SETTINGS_WAVE.find(execution).orElse(""));
        text = text.length() <= 3_000 ? text : text.substring(0, 2_999) + "…";
        checks.record(PLAN_NAME.get(execution), new CheckResult(id, demand.rows().get(0), status, text));
        trail.record(AuditEntry.bySystem(PLAN_NAME.get(execution), "judged step", id, verdict + ": " + text));
        STEP_VERDICT.set(execution, verdict);
        STEP_FINDING.set(execution, text);
    }
}

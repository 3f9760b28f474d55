package org.mailferry.plan.process;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.process.RunbookBean;
import org.mailferry.process.SettingsStepProcess;
import org.springframework.stereotype.Component;

/** Which settings steps are still to be carried out: what concerns the plan's systems and is neither confirmed nor waived. */
@RunbookBean
@Component("settingsSteps")
public final class SettingsSteps {
    private final StepPages pages;
    private final Plans plans;
    private final Checks checks;
    private final PreparationSettings settings;

    SettingsSteps(StepPages pages, Plans plans, Checks checks, PreparationSettings settings) {
        this.pages = pages;
        this.plans = plans;
        this.checks = checks;
        this.settings = settings;
    }

    public List<String> openOfPlan(String planName) {
        return open(PlanName.parse(planName), "plan", "");
    }

    public List<String> openOfWave(String planName, String waveId) {
        return open(PlanName.parse(planName), "wave", WaveId.parse(waveId).text());
    }

    private List<String> open(PlanName name, String place, String wave) {
        MigrationPlan plan = plans.get(name);
        Set<String> settled = checks.of(name).stream().filter(check -> check.status() != Status.RED).map(check -> check.id()).collect(Collectors.toSet());
        return pages.all().stream().filter(page -> page.belongsTo(place))
            .filter(page -> page.concerns(plan.systems().source().kind().name(), plan.systems().target().kind().name()))
            .map(StepPage::id).filter(id -> !settings.leavesOut(id)).filter(id -> !settled.contains(SettingsStepProcess.checkId(id, wave))).toList();
    }
}

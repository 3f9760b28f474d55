package org.mailferry.plan.process;

import com.samskivert.mustache.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.mailferry.plan.Members;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.process.Instructions;
import org.springframework.stereotype.Component;

/** Fills the plan's values into the pages under {@code instructions/}, one for a task, in Markdown with Mustache sections. */
@Component
final class PlanInstructions implements Instructions {
    private final Plans plans;
    private final Members members;
    private final StepPages steps;
    private final Map<String, Optional<Template>> templates = new ConcurrentHashMap<>();

    PlanInstructions(Plans plans, Members members, StepPages steps) {
        this.plans = plans;
        this.members = members;
        this.steps = steps;
    }

    @Override public Optional<Page> of(String taskId, Scope scope) {
        if (taskId.startsWith(StepPages.FOLDER)) {
            return steps.find(taskId.substring(StepPages.FOLDER.length())).map(page -> step(page, scope));
        }
        return template(taskId, () -> PageFiles.text(taskId + ".md")).map(page -> {
            MigrationPlan plan = plans.get(scope.plan());
            return new Page(page.execute(PlanWords.of(plan, members, scope)), facts(plan));
        });
    }

    private Page step(StepPage page, Scope scope) {
        MigrationPlan plan = plans.get(scope.plan());
        Map<String, Object> words = PlanWords.of(plan, members, scope);
        List<String> missing = StepPages.missing(page, words);
        String lacking = missing.isEmpty() ? "" : "**The plan does not say `" + String.join("`, `", missing)
            + "`.** Set it in plan.yaml and load the plan again; complete this task, and it comes back with the values.\n\n";
        String body = template(StepPages.FOLDER + page.id(), () -> Optional.of(page.body())).orElseThrow().execute(words);
        Map<String, String> facts = new HashMap<>(facts(plan));
        facts.put("stepPaste", page.paste());
        facts.put("stepTitle", page.title());
        return new Page(lacking + body.strip(), facts, Optional.of(page.title() + scope.wave().map(wave -> ", " + wave.wave()).orElse("")));
    }

    private Optional<Template> template(String id, Supplier<Optional<String>> text) {
        return templates.computeIfAbsent(id, any -> text.get().map(PageFiles.compiler()::compile));
    }

    private static Map<String, String> facts(MigrationPlan plan) {
        return Map.of("sourceKind", plan.systems().source().kind().name(), "targetKind", plan.systems().target().kind().name());
    }
}

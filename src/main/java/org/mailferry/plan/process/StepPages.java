package org.mailferry.plan.process;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.kernel.MigrationException;
import org.mailferry.plan.Members;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.mailferry.process.Instructions;
import org.mailferry.process.SettingsPages;
import org.springframework.stereotype.Component;

/** The pages of the settings steps in the order of {@code instructions/steps/order.txt}, and what each asks for with a plan's values. */
@Component
final class StepPages implements SettingsPages {
    static final String FOLDER = "steps/";

    private final Plans plans;
    private final Members members;
    private final List<StepPage> pages = PageFiles.text(FOLDER + "order.txt").orElseThrow().lines().map(String::strip).filter(id -> !id.isEmpty())
        .map(id -> StepPage.parse(id, PageFiles.text(FOLDER + id + ".md").orElseThrow(() -> new IllegalStateException("No page of step " + id)))).toList();
    private final Map<String, StepPage> byId = pages.stream().collect(Collectors.toMap(StepPage::id, Function.identity()));

    StepPages(Plans plans, Members members) {
        this.plans = plans;
        this.members = members;
    }

    List<StepPage> all() {
        return pages;
    }

    Optional<StepPage> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override public Demand of(String step, Instructions.Scope scope) {
        StepPage page = find(step).orElseThrow(() -> MigrationException.permanent("There is no settings step '" + step + "'"));
        MigrationPlan plan = plans.get(scope.plan());
        Map<String, Object> words = PlanWords.of(plan, members, scope);
        String expected = PageFiles.compiler().compile(page.expected()).execute(words);
        return new Demand(page.title(), page.rows(), page.paste(), StepPage.lines(expected), page.looks(), missing(page, words));
    }

    static List<String> missing(StepPage page, Map<String, Object> words) {
        return page.needs().entrySet().stream().filter(need -> empty(words.get(need.getKey()))).map(Map.Entry::getValue).toList();
    }

    private static boolean empty(@org.jspecify.annotations.Nullable Object word) {
        return word == null || word.toString().isEmpty() || word.equals(0L) || word instanceof Collection<?> list && list.isEmpty();
    }
}

package org.mailferry.plan.process;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Mustache.Compiler compiler = Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).withLoader(PlanInstructions::partial);
    private final Map<String, Optional<Template>> templates = new ConcurrentHashMap<>();

    PlanInstructions(Plans plans, Members members) {
        this.plans = plans;
        this.members = members;
    }

    @Override public Optional<Page> of(String taskId, Scope scope) {
        Optional<Template> template = templates.computeIfAbsent(taskId, id -> read(id).map(compiler::compile));
        return template.map(page -> {
            MigrationPlan plan = plans.get(scope.plan());
            return new Page(page.execute(PlanWords.of(plan, members, scope)), Map.of(
                "sourceKind", plan.systems().source().kind().name(), "targetKind", plan.systems().target().kind().name()));
        });
    }

    private static Reader partial(String name) {
        return new StringReader(read(name).orElseThrow(() -> new IllegalStateException("No page instructions/" + name + ".md")));
    }

    private static Optional<String> read(String name) {
        try (InputStream page = PlanInstructions.class.getResourceAsStream("/instructions/" + name + ".md")) {
            return page == null ? Optional.empty() : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

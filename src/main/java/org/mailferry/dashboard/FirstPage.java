package org.mailferry.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.mailsync.SyncFigures;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** The first page: what runs, what waits for whom, and the ways on. */
@Component
final class FirstPage {
    private static final int STEPS_SHOWN = 20;
    private static final String TASKLIST = "/camunda/app/tasklist/default/";

    private final Plans plans;
    private final Progress progress;
    private final Runbook runbook;
    private final SyncFigures figures;
    private final TimeLeft timeLeft;
    private final Servers servers;
    private final CarriedCalendars calendars;
    private final Clock clock;

    FirstPage(Plans plans, Progress progress, Runbook runbook, SyncFigures figures, TimeLeft timeLeft, Servers servers, CarriedCalendars calendars,
              Clock clock) {
        this.plans = plans;
        this.progress = progress;
        this.runbook = runbook;
        this.figures = figures;
        this.timeLeft = timeLeft;
        this.servers = servers;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** @param userId who is signed in; {@code showing} says whether the page may tell what runs */
    String html(Optional<String> userId, boolean showing) {
        Html page = new Html();
        header(page, userId);
        page.raw("<main>\n");
        ways(page);
        if (showing) {
            List<PlanName> names = plans.names();
            if (names.isEmpty()) {
                page.element("p class=\"quiet\"", "No plan is loaded yet. An operator starts one in Tasklist: Start process, \"Mail migration\", the plan's name.");
            }
            names.forEach(name -> plan(page, plans.get(name)));
        } else {
            page.element("p class=\"quiet\"", "Sign in to Tasklist or, as an auditor, to Cockpit to see what runs.");
        }
        page.raw("<section id=\"lab\" hidden></section>\n</main>\n");
        return Html.page("Mailferry", "<script src=\"/dashboard/dashboard.js\" defer></script>\n", page.toString());
    }

    static void header(Html page, Optional<String> userId) {
        page.raw("<header>\n<p class=\"name\"><a href=\"/\">Mailferry</a></p>\n");
        page.element("p class=\"claim\"", "Carries a company's mail and calendars from the old server to the new one.");
        page.raw("<p class=\"who\">");
        page.text(userId.map(user -> "Signed in as " + user).orElse("Not signed in"));
        page.raw("</p>\n</header>\n");
    }

    private static void ways(Html page) {
        page.raw("<nav aria-label=\"Applications\">\n<ul class=\"ways\">\n");
        way(page, TASKLIST, "Tasklist", "Work off and approve steps");
        way(page, "/camunda/app/cockpit/default/", "Cockpit", "Watch and audit the runbook");
        way(page, "/camunda/app/admin/default/", "Admin", "Users and groups");
        page.raw("</ul>\n</nav>\n");
    }

    private static void way(Html page, String address, String name, String what) {
        page.raw("<li><a href=\"" + address + "\"><strong>").text(name).raw("</strong> <span>").text(what).raw("</span></a></li>\n");
    }

    private void plan(Html page, MigrationPlan plan) {
        PlanName name = plan.name();
        page.raw("<section class=\"plan\" id=\"plan-" + name + "\">\n").element("h1", "Plan " + name);
        runbook.migration(name).ifPresentOrElse(migration -> state(page, migration), () -> page.element("p", "Loaded, not started."));
        page.raw("<p class=\"links\">").link("/plan/" + name, "Plan").link("/report/" + name, "Report");
        runbook.migration(name).filter(migration -> migration.endedAt().isEmpty())
            .ifPresent(migration -> page.link("/camunda/app/cockpit/default/#/process-instance/" + migration.instanceId() + "/runtime", "In Cockpit"));
        page.raw("</p>\n");
        steps(page, runbook.waiting(name));
        waves(page, plan);
        calendars.show(page, plan);
        servers.show(page, plan);
        page.raw("</section>\n");
    }

    private void state(Html page, Runbook.Migration migration) {
        Instant now = clock.instant();
        String since = "started " + Html.moment(migration.startedAt());
        String line = migration.endedAt().map(end -> "Ended: " + migration.phase() + ", after " + Html.span(Duration.between(migration.startedAt(), end)) + " (" + since + ")")
            .orElseGet(() -> "Now: " + migration.phase() + ", running for " + Html.span(Duration.between(migration.startedAt(), now)) + " (" + since + ")");
        page.element("p class=\"state\"", line);
        if (migration.incidents() > 0) {
            page.element("p class=\"alarm\" role=\"alert\"", migration.incidents() + (migration.incidents() == 1 ? " step has" : " steps have") + " given up and waits for an operator: see the incidents in Cockpit.");
        }
    }

    private void steps(Html page, List<Runbook.WaitingStep> steps) {
        page.element("h2", steps.isEmpty() ? "Nobody is waited for" : "Waiting for people");
        if (steps.isEmpty()) {
            return;
        }
        page.raw("<ul class=\"steps\">\n");
        steps.stream().limit(STEPS_SHOWN).forEach(step -> {
            page.raw("<li>").link(TASKLIST + "#/?task=" + step.taskId(), step.name());
            page.raw(" <span class=\"quiet\">").text(detail(step)).raw("</span></li>\n");
        });
        page.raw("</ul>\n");
        if (steps.size() > STEPS_SHOWN) {
            page.element("p class=\"quiet\"", "and " + (steps.size() - STEPS_SHOWN) + " more");
        }
    }

    private String detail(Runbook.WaitingStep step) {
        String about = step.subject().isBlank() ? "" : step.subject() + " · ";
        return about + step.groups() + " · for " + Html.span(Duration.between(step.since(), clock.instant()));
    }

    private void waves(Html page, MigrationPlan plan) {
        page.tableHead("Waves", List.of("Wave", "Criticality", "Mailboxes", "Progress", "State", "Time left"));
        Map<MailboxId, SyncFigures.Figures> copied = figures.of(plan.name());
        for (WaveProgress wave : progress.of(plan)) {
            page.raw("<tr><th scope=\"row\">").text(wave.wave().name()).raw("</th><td>").text(Integer.toString(wave.wave().criticality())).raw("</td><td>")
                .text(wave.finished() + " of " + wave.members().size()).raw("</td><td><progress max=\"100\" value=\"" + wave.percent() + "\" aria-label=\"")
                .text(wave.wave().name() + ": " + wave.percent() + " percent").raw("\"></progress> ").text(wave.percent() + " %").raw("</td><td>").text(wave.summary())
                .raw("</td><td>").text(timeLeft.of(wave, copied).map(Html::span).orElse("–")).raw("</td></tr>\n");
        }
        page.tableEnd();
    }
}

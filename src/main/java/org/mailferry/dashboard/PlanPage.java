package org.mailferry.dashboard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailDomain;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Policies;
import org.mailferry.plan.Systems;
import org.mailferry.plan.Wave;
import org.springframework.stereotype.Component;

/** The plan as the runbook uses it: systems, policies, people, and each wave's mailboxes. */
@Component
final class PlanPage {
    String html(MigrationPlan plan, String userId) {
        Html page = new Html();
        FirstPage.header(page, Optional.of(userId));
        page.raw("<main>\n").element("h1", "Plan " + plan.name());
        page.element("p class=\"quiet\"", "Digest " + plan.sha256() + ": approvals are bound to it.");
        systems(page, plan);
        policies(page, plan);
        plan.waves().forEach(wave -> wave(page, plan, wave));
        page.raw("</main>\n");
        return Html.page("Plan " + plan.name(), "", page.toString());
    }

    private static void systems(Html page, MigrationPlan plan) {
        Systems systems = plan.systems();
        page.tableHead("Systems", List.of("What", "Where"));
        page.row(List.of("Domains", plan.domains().stream().map(MailDomain::text).collect(Collectors.joining(", "))));
        page.row(List.of("Source (" + systems.source().kind().name().toLowerCase(java.util.Locale.ROOT) + ")", systems.source().imap() + ", " + systems.source().imap().security()));
        page.row(List.of("Target (" + systems.target().kind().name().toLowerCase(java.util.Locale.ROOT) + ")", systems.target().imap() + ", " + systems.target().imap().security()));
        systems.target().pbm().ifPresent(pbm -> page.row(List.of("Administration API", pbm.url() + ", tenant " + pbm.tenant())));
        systems.directory().ifPresent(directory -> page.row(List.of("Directory", directory.url() + ", " + directory.baseDn())));
        page.row(List.of("Name servers", String.join(", ", systems.dns().servers())));
        systems.dns().targetMx().forEach(mx -> page.row(List.of("New MX of " + mx.domain(), mx.host())));
        page.row(List.of("Sign the rollback plan", String.join(", ", plan.people().rollbackSigners())));
        page.tableEnd();
    }

    private static void policies(Html page, MigrationPlan plan) {
        Policies policies = plan.policies();
        page.tableHead("Policies", List.of("Rule", "Value"));
        page.row(List.of("Folders left out", String.join(", ", policies.excludedFolders().stream().sorted().toList())));
        page.row(List.of("Largest message", policies.maxMessageBytes() == 0 ? "no limit" : Html.size(policies.maxMessageBytes())));
        page.row(List.of("Connections to each mail server at once, unless it has limits of its own", Integer.toString(policies.connections())));
        page.row(List.of("Delta pass every", Html.span(policies.deltaEvery())));
        page.row(List.of("While both servers are in use", policies.coexistence().twoWay() ? "changes go both ways, deletions: "
            + policies.coexistence().deletions().name().toLowerCase(java.util.Locale.ROOT) : "changes go to the target only"));
        page.row(List.of("Stability watched for", Html.span(policies.stabilityWatch()) + ", a probe every " + Html.span(policies.probeEvery())));
        page.row(List.of("An approval is valid for", Html.span(policies.approvalValid())));
        page.row(List.of("Calendars", plan.systems().calendars().isPresent() ? "carried" : plan.systems().calendarHost().isPresent() ? "carried by the target's own scripts" : policies.calendars() ? "copied by people" : "no"));
        Policies.Windows windows = policies.windows();
        page.row(List.of("Maintenance windows", windows.days().stream().sorted().map(day -> day.name().substring(0, 3)).collect(Collectors.joining(" ")) + ", "
            + windows.from() + " to " + windows.to() + " " + windows.zone()));
        page.tableEnd();
    }

    private static void wave(Html page, MigrationPlan plan, Wave wave) {
        List<PlannedMailbox> mailboxes = plan.membersOf(wave.name());
        page.tableHead("Wave " + wave.name() + ": " + mailboxes.size() + (mailboxes.size() == 1 ? " mailbox" : " mailboxes") + ", criticality " + wave.criticality(),
            List.of("Mailbox", "Name", "On the target", "Aliases", "Quota"));
        for (PlannedMailbox mailbox : mailboxes) {
            page.row(List.of(mailbox.sourceAddress().text(), mailbox.givenName() + " " + mailbox.familyName(), mailbox.targetAddress().text(),
                mailbox.aliases().stream().map(EmailAddress::text).collect(Collectors.joining(", ")), mailbox.quotaBytes().map(Html::size).orElse("default")));
        }
        page.tableEnd();
    }
}

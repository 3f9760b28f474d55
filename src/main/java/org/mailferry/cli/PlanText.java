package org.mailferry.cli;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.plan.CalendarServer;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Policies;
import org.mailferry.plan.Policies.Windows;
import org.mailferry.plan.Systems;
import org.mailferry.plan.Wave;

/** A plan on one screen. References to secrets are shown, secrets are not known here. */
final class PlanText {
    private static final String LINE = "  %-15s %s%n";

    private final MigrationPlan plan;
    private final StringBuilder text = new StringBuilder();

    PlanText(MigrationPlan plan) {
        this.plan = plan;
    }

    String text() {
        text.append("Plan ").append(plan.name()).append("  SHA-256 ").append(plan.sha256()).append('\n');
        systems();
        waves();
        policies();
        text.append("\nPeople\n");
        line("sign", String.join(", ", plan.people().rollbackSigners()) + " (each signs the rollback plan)");
        plan.people().addresses().forEach(group -> line(group.group(), group.address().text()));
        return text.toString();
    }

    private void systems() {
        Systems systems = plan.systems();
        PlannedMailbox any = plan.mailboxes().get(0);
        text.append("\nSystems\n");
        line("source", words(systems.source().kind()) + "  " + endpoint(systems.source().imap()) + "  " + opened(any.source()));
        line("target", words(systems.target().kind()) + "  " + endpoint(systems.target().imap()) + "  " + opened(any.target()));
        systems.target().pbm().ifPresent(pbm -> line("pbm", pbm.url() + "  tenant " + pbm.tenant() + ", " + pbm.login() + " by " + pbm.password()));
        systems.directory().ifPresent(directory -> line("directory", directory.url() + "  " + directory.baseDn() + ", " + directory.bindDn()
            + " by " + directory.password()));
        if (!systems.dns().servers().isEmpty()) {
            line("dns", String.join(", ", systems.dns().servers()));
        }
        systems.dns().targetMx().forEach(mx -> line("new MX", mx.domain() + " -> " + mx.host()));
        line("domains", plan.domains().stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    private void waves() {
        text.append("\nWaves, in the order in which they move\n");
        text.append("  %-12s %-10s %-12s %10s %12s%n".formatted("name", "kind", "criticality", "mailboxes", "quota"));
        for (Wave wave : plan.waves()) {
            List<PlannedMailbox> members = plan.membersOf(wave.name());
            text.append("  %-12s %-10s %-12d %10d %12s%n".formatted(wave.name(), words(wave.kind()), wave.criticality(), members.size(), quota(members)));
        }
        text.append("  %-12s %-10s %-12s %10d %12s%n".formatted("in all", "", "", plan.mailboxes().size(), quota(plan.mailboxes())));
    }

    private void policies() {
        Policies policies = plan.policies();
        Windows windows = policies.windows();
        text.append("\nPolicies\n");
        String days = windows.days().stream().sorted(Comparator.comparing(DayOfWeek::getValue))
            .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)).collect(Collectors.joining(", "));
        line("windows", days + "  " + windows.from() + " to " + windows.to() + " " + windows.zone()
            + (windows.blackout().isEmpty() ? "" : ", never on " + windows.blackout().stream().map(Object::toString).collect(Collectors.joining(", "))));
        line("copies", policies.connections() + " connections to each mail server at once, delta passes every " + policies.deltaEvery() + ", "
            + (policies.maxMessageBytes() == 0 ? "no limit on message size" : "messages up to " + size(policies.maxMessageBytes())));
        line("coexistence", policies.coexistence().twoWay() ? "changes go both ways, deletions: "
            + policies.coexistence().deletions().name().toLowerCase(java.util.Locale.ROOT) : "changes go to the target only");
        line("watch", policies.stabilityWatch() + " after each wave, probes every " + policies.probeEvery());
        line("approvals", "expire after " + policies.approvalValid());
        line("left out", policies.excludedFolders().stream().sorted().collect(Collectors.joining(", ")));
        line("calendars", calendars());
    }

    private String calendars() {
        return plan.systems().calendars().map(servers -> "carried from " + reached(servers.source()) + " to " + reached(servers.target()))
            .or(() -> plan.systems().calendarHost().map(host -> "carried by the scripts in " + host.scripts() + " on " + host + " (" + host.login() + ")"))
            .orElse(plan.policies().calendars() ? "copied by people with the platform's tool" : "not in the plan");
    }

    private static String reached(CalendarServer server) {
        return words(server.protocol()) + " " + server.url().orElse("found by DNS") + server.login().map(login -> " (" + login + ", " + words(server.mode()) + ")")
            .orElse(" (each mailbox's own password)");
    }

    private void line(String name, String value) {
        text.append(LINE.formatted(name, value));
    }

    private static String endpoint(MailEndpoint endpoint) {
        return endpoint + " (" + words(endpoint.security()) + endpoint.certificateSha256().map(print -> ", pinned certificate " + print).orElse("") + ")";
    }

    private static String opened(MailAccount account) {
        return account.serviceLogin().map(login -> "opened by " + login + " (" + words(account.mode()) + ") with " + account.password())
            .orElse(account.mode() == CredentialMode.XOAUTH2 ? "opened with an access token (xoauth2)" : "opened with each mailbox's own password");
    }

    /** The sum, when every mailbox has one. */
    private static String quota(List<PlannedMailbox> mailboxes) {
        boolean all = mailboxes.stream().allMatch(mailbox -> mailbox.quotaBytes().isPresent());
        return all && !mailboxes.isEmpty() ? size(mailboxes.stream().mapToLong(mailbox -> mailbox.quotaBytes().orElseThrow()).sum()) : "target's own";
    }

    private static String size(long bytes) {
        long gibi = 1L << 30;
        return bytes >= gibi ? "%.1f GB".formatted((double) bytes / gibi) : "%.1f MB".formatted((double) bytes / (1L << 20));
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package org.mailferry.plan.process;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Policies;
import org.mailferry.plan.Systems;
import org.mailferry.plan.Wave;
import org.mailferry.process.Instructions;

/** The words a page of instructions may use, from the plan and the ledger. No secret is among them. */
final class PlanWords {
    private static final Set<MemberState> LEFT_BEHIND = Set.of(MemberState.FAILED, MemberState.SKIPPED, MemberState.ROLLED_BACK);
    private static final Set<MemberState> BEFORE_READY =
        Set.of(MemberState.PLANNED, MemberState.STARTED, MemberState.COPYING, MemberState.VERIFYING);
    private static final Set<MemberState> NEVER_MOVED = Set.of(MemberState.PLANNED, MemberState.SKIPPED, MemberState.ROLLED_BACK);

    private final MigrationPlan plan;
    private final Map<String, Object> words = new HashMap<>();

    private PlanWords(MigrationPlan plan) {
        this.plan = plan;
    }

    static Map<String, Object> of(MigrationPlan plan, Members members, Instructions.Scope scope) {
        PlanWords all = new PlanWords(plan);
        all.kinds();
        all.systems();
        all.policies();
        all.scope(scope);
        all.mailboxes(members, scope);
        all.serviceNames();
        Quoting.into(all.words);
        return all.words;
    }

    private void kinds() {
        Systems systems = plan.systems();
        words.put("exchange", systems.source().kind() == Systems.SourceKind.EXCHANGE);
        words.put("imapSource", systems.source().kind() == Systems.SourceKind.IMAP);
        words.put("myoffice", systems.target().kind() == Systems.TargetKind.MYOFFICE);
        words.put("vkWorkspace", systems.target().kind() == Systems.TargetKind.VK_WORKSPACE);
        words.put("tegu", systems.target().kind() == Systems.TargetKind.TEGU);
        words.put("icewarp", systems.target().kind() == Systems.TargetKind.ICEWARP);
        words.put("imapTarget", systems.target().kind() == Systems.TargetKind.IMAP);
        words.put("connector", systems.target().kind() == Systems.TargetKind.VK_WORKSPACE ? "VK" : "Mailferry");
    }

    private void systems() {
        Systems.Source source = plan.systems().source();
        Systems.Target target = plan.systems().target();
        words.put("plan", plan.name().text());
        words.put("sourceHost", source.imap().host());
        words.put("sourcePort", source.imap().port());
        words.put("sourceSecurity", source.imap().security().name());
        words.put("encrypted", source.imap().security() != TransportSecurity.PLAIN);
        words.put("startTls", source.imap().security() == TransportSecurity.STARTTLS);
        words.put("sourceSmtp", source.smtp().map(Object::toString).orElse(""));
        words.put("ews", source.ewsUrl().orElse(""));
        words.put("ewsHost", source.ewsUrl().map(url -> java.net.URI.create(url).getHost()).orElse(""));
        words.put("targetHost", target.imap().host());
        words.put("targetPort", target.imap().port());
        words.put("targetSmtp", target.smtp().map(Object::toString).orElse(target.imap().host()));
        words.put("targetSmtpHost", target.smtp().orElse(target.imap()).host());
        words.put("webUrl", target.webUrl().orElse(""));
        words.put("pbmUrl", target.pbm().map(Systems.Pbm::url).orElse(""));
        words.put("tenant", target.pbm().map(Systems.Pbm::tenant).orElse(""));
        words.put("targetDomain", plan.domains().get(0).text());
        words.put("domains", plan.domains().stream().map(domain -> Map.of("name", domain.text(), "targetMx", plan.systems().dns().targetMx()
            .stream().filter(mx -> mx.domain().equals(domain)).map(Systems.Mx::host).findFirst().orElse(""))).toList());
        words.put("nameServers", plan.systems().dns().servers());
        words.put("spf", String.join(", ", plan.systems().dns().spfMustPass()));
    }

    /** As the installation's domain_module makes them (N30, N49, N50). */
    private void serviceNames() {
        Optional<Systems.Services> services = plan.systems().dns().services();
        words.put("serviceDomain", services.map(names -> names.domain().text()).orElse(""));
        words.put("serviceModule", services.map(Systems.Services::module).orElse(""));
        words.put("serviceHosts", services.map(names -> Stream.of("admin", "autoconfig", "cab", "imap", "mail", "pbm", "psnapi", "smtp")
            .map(prefix -> Map.of("prefix", prefix, "host", host(names, prefix))).toList()).orElse(List.of()));
        services.ifPresent(names -> List.of("admin", "imap", "mail", "smtp").forEach(prefix -> words.put(prefix + "Host", host(names, prefix))));
        List.of("admin", "imap", "mail", "smtp").forEach(prefix -> words.putIfAbsent(prefix + "Host", ""));
        words.put("maxMessageBytes", plan.policies().maxMessageBytes());
        words.put("mailStoreGb", ((Long) words.get("quotaGb") * 12 + 9) / 10);
        words.put("ldapBase", services.map(names -> "dc=" + names.domain().text().replace(".", ",dc=")).orElse(""));
    }

    private static String host(Systems.Services names, String prefix) {
        return names.module().replace("{service}", prefix).replace("{domain}", names.domain().text());
    }

    private void policies() {
        Policies policies = plan.policies();
        Policies.Windows windows = policies.windows();
        words.put("connections", plan.connections(plan.systems().source().rules()));
        words.put("calendars", plan.movesCalendars());
        words.put("excludedFolders", policies.excludedFolders().stream().sorted().collect(Collectors.joining(", ")));
        words.put("windowDays", days(windows));
        words.put("windowHours", windows.from().equals(windows.to()) ? "any hour" : windows.from() + " to " + windows.to());
        words.put("windowZone", windows.zone().getId());
        words.put("blackout", windows.blackout().stream().sorted().map(Object::toString).collect(Collectors.joining(", ")));
        words.put("signers", String.join(", ", plan.people().rollbackSigners()));
    }

    private static String days(Policies.Windows windows) {
        if (windows.days().size() == DayOfWeek.values().length) {
            return "any day";
        }
        return windows.days().stream().sorted().map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)).collect(Collectors.joining(", "));
    }

    private void scope(Instructions.Scope scope) {
        words.put("wave", scope.wave().map(wave -> wave.wave()).orElse(""));
        words.put("mailbox", scope.mailbox().map(MailboxId::address).orElse(""));
        words.put("wholePlan", scope.wave().isEmpty() && scope.mailbox().isEmpty());
        words.put("inbound", scope.flow().equals("INBOUND"));
        words.put("internal", scope.flow().equals("INTERNAL"));
        words.put("outbound", scope.flow().equals("OUTBOUND"));
    }

    private void mailboxes(Members members, Instructions.Scope scope) {
        Map<MailboxId, MemberState> states = members.of(plan.name()).stream().collect(Collectors.toMap(Member::id, Member::state));
        List<PlannedMailbox> inScope = plan.mailboxes().stream().filter(mailbox -> scope.mailbox().map(mailbox.id()::equals)
            .orElseGet(() -> scope.wave().map(wave -> wave.wave().equals(mailbox.wave())).orElse(true))).toList();
        Predicate<PlannedMailbox> ready = mailbox -> !LEFT_BEHIND.contains(state(states, mailbox)) && !BEFORE_READY.contains(state(states, mailbox));
        words.put("mailboxes", lines(plan.mailboxes(), any -> true));
        words.put("members", lines(inScope, any -> true));
        words.put("memberCount", inScope.size());
        words.put("delegates", inScope.stream().filter(mailbox -> mailbox.source().serviceLogin().isPresent()).count());
        words.put("ready", lines(inScope, ready));
        words.put("switched", lines(inScope, mailbox -> state(states, mailbox) == MemberState.SWITCHED));
        words.put("moved", lines(inScope, mailbox -> !NEVER_MOVED.contains(state(states, mailbox))));
        words.put("pilotMembers", plan.waves().stream().filter(wave -> wave.kind() == Wave.Kind.PILOT).findFirst()
            .map(pilot -> lines(plan.membersOf(pilot.name()), any -> true)).orElse(List.of()));
        words.put("serviceLogins", logins(plan.mailboxes().stream().map(mailbox -> mailbox.source().serviceLogin()).toList()));
        words.put("targetServiceLogins", logins(plan.mailboxes().stream().map(mailbox -> mailbox.target().serviceLogin()).toList()));
        long quota = plan.mailboxes().stream().mapToLong(mailbox -> mailbox.quotaBytes().orElse(0L)).sum();
        words.put("quotaGb", (quota + 999_999_999L) / 1_000_000_000L);
    }

    private static MemberState state(Map<MailboxId, MemberState> states, PlannedMailbox mailbox) {
        return states.getOrDefault(mailbox.id(), MemberState.PLANNED);
    }

    private static List<String> logins(List<Optional<String>> logins) {
        return new ArrayList<>(logins.stream().flatMap(Optional::stream).sorted().distinct().toList());
    }

    private static List<Map<String, Object>> lines(List<PlannedMailbox> mailboxes, Predicate<PlannedMailbox> wanted) {
        return mailboxes.stream().filter(wanted).map(PlanWords::line).toList();
    }

    private static Map<String, Object> line(PlannedMailbox mailbox) {
        String source = mailbox.sourceAddress().text();
        String route = route(mailbox);
        String name = (mailbox.givenName() + " " + mailbox.familyName()).strip();
        return Map.of("source", source, "target", mailbox.targetAddress().text(), "route", route, "name", name,
            "sourceQuoted", quoted(source), "routeQuoted", quoted(route), "nameQuoted", quoted(name.isEmpty() ? source : name),
            "service", mailbox.source().serviceLogin().orElse(""));
    }

    /** Where the source forwards to. An unchanged address is reached through the routing domain (T4, T18): a forward to itself would loop. */
    private static String route(PlannedMailbox mailbox) {
        if (!mailbox.targetAddress().equals(mailbox.sourceAddress())) {
            return mailbox.targetAddress().text();
        }
        return mailbox.targetAddress().localPart() + "@virt." + mailbox.targetAddress().domain().text();
    }

    /** For a PowerShell text between single quotes. */
    private static String quoted(String text) {
        return Quoting.insidePowerShell(text);
    }
}

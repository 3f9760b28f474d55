package org.mailferry.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckedSubject;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailflow.DnsChecks;
import org.mailferry.mailflow.Listeners;
import org.mailferry.mailflow.MailServers.GuidePorts;
import org.mailferry.mailflow.MailServers;
import org.mailferry.mailflow.MxView;
import org.mailferry.mailflow.NameServer;
import org.mailferry.mailflow.PortChecks;
import org.mailferry.mailflow.SenderChecks;
import org.mailferry.mailflow.ServiceNameChecks;
import org.mailferry.mailflow.ServiceNames;
import org.mailferry.mailsync.MailboxPreflight.Asked;
import org.mailferry.mailsync.MailboxPreflight.Question;
import org.mailferry.mailsync.PreflightCrew.Ending;
import org.mailferry.mailsync.PreflightCrew;
import org.mailferry.mailsync.process.PlannedPreflight;
import org.mailferry.mailsync.process.PreflightSummary;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Systems;
import org.mailferry.target.TargetChange.Action;
import org.mailferry.target.TargetChange.Subject;
import org.mailferry.target.TargetDifference;
import org.mailferry.target.TargetPlatforms;
import org.mailferry.target.process.PlannedTargets;
import org.springframework.context.ApplicationContext;

/** The checks of a plan, asked now. Nothing is recorded: the runbook's own round is the evidence. */
final class Preflight {
    private final ApplicationContext beans;
    private final MigrationPlan plan;
    private final PeopleCheck people;
    private final Consumer<String> progress;

    /** @param progress told how far a long check is; an empty text at its end */
    Preflight(ApplicationContext beans, MigrationPlan plan, PeopleCheck people, Consumer<String> progress) {
        this.beans = beans;
        this.plan = plan;
        this.people = people;
        this.progress = progress;
    }

    List<CheckResult> ports() {
        Systems systems = plan.systems();
        Optional<GuidePorts> guide = switch (systems.target().kind()) {
            case MYOFFICE -> Optional.of(GuidePorts.MYOFFICE);
            case VK_WORKSPACE -> Optional.of(GuidePorts.VK);
            default -> Optional.empty();
        };
        return beans.getBean(PortChecks.class).of(
            new MailServers(systems.source().imap(), systems.source().smtp(), systems.target().imap(), systems.target().smtp(), guide));
    }

    List<CheckResult> dns() {
        Systems.Dns dns = plan.systems().dns();
        List<NameServer> servers = dns.servers().stream().map(NameServer::parse).toList();
        if (servers.isEmpty()) {
            return List.of(new CheckResult("dns", "T1", Status.GREEN, "There are no name servers in the plan (systems.dns.servers): nothing was looked at"));
        }
        List<CheckResult> results = new ArrayList<>();
        plan.domains().forEach(domain -> results.addAll(dns(domain, servers)));
        results.addAll(beans.getBean(SenderChecks.class).ptr(dns.spfMustPass(), servers));
        dns.services().map(names -> new ServiceNames(names.domain(), names.module())).ifPresent(names -> {
            results.addAll(beans.getBean(ServiceNameChecks.class).addresses(names, servers));
            results.addAll(beans.getBean(ServiceNameChecks.class).srv(names, servers));
        });
        return results;
    }

    private List<CheckResult> dns(MailDomain domain, List<NameServer> servers) {
        Systems.Dns dns = plan.systems().dns();
        DnsChecks checks = beans.getBean(DnsChecks.class);
        SenderChecks senders = beans.getBean(SenderChecks.class);
        List<CheckResult> results = new ArrayList<>();
        results.add(checks.mx(domain, beans.getBean(MxView.class).look(servers, domain)));
        if (dns.spfMustPass().isEmpty()) {
            results.add(new CheckResult("spf:" + domain, "T1", Status.GREEN,
                "There are no hosts in the plan's systems.dns.spfMustPass: the SPF record of " + domain + " was not judged"));
        }
        results.addAll(checks.spf(domain, dns.spfMustPass(), servers));
        results.addAll(senders.dkim(domain, dns.dkimSelectors(), servers));
        results.add(senders.dmarc(domain, servers));
        results.add(senders.autoconfig(domain, servers));
        return results;
    }

    List<CheckResult> directory() {
        return people.checks();
    }

    /** What the platform lacks for the plan, a check each, and one for all that is as planned. */
    List<CheckResult> target() {
        try {
            return beans.getBean(TargetPlatforms.class).of(PlannedTargets.system(plan)).difference(PlannedTargets.desired(plan)).map(Preflight::lines)
                .orElse(List.of(new CheckResult("target", "P12", Status.GREEN, "The accounts of this platform are made by its administrator: nothing was compared")));
        } catch (MigrationException e) {
            return List.of(new CheckResult("target", "P12", Status.RED, String.valueOf(e.getMessage())));
        }
    }

    private static List<CheckResult> lines(TargetDifference difference) {
        List<CheckResult> results = new ArrayList<>();
        results.add(new CheckResult("target", "P12", Status.GREEN, difference.asDesired() + " parts of it are as planned, " + difference.left().size() + " are left alone"));
        difference.changes().forEach(change -> results.add(new CheckResult("target:" + change.subject().label() + ":" + change.name(), row(change.subject()),
            change.action() == Action.LEAVE ? Status.GREEN : Status.RED, change.action().name().toLowerCase(Locale.ROOT) + ": " + change.text())));
        return results;
    }

    private static String row(Subject subject) {
        return switch (subject) {
            case ORGANISATION -> "P14";
            case DOMAIN -> "P57";
            case ACCOUNT -> "P19";
            case RESOURCE_GROUP -> "P36";
            case RESOURCE -> "P38";
            case LIST -> "P42";
        };
    }

    /** Every mailbox of the plan, each bad one by name. */
    List<CheckResult> mailboxes(Question... questions) {
        OptionalLong smtpLimit = plan.systems().target().smtp().map(beans.getBean(Listeners.class)::largestMessage).orElse(OptionalLong.empty());
        List<Asked> left = new ArrayList<>(beans.getBean(PlannedPreflight.class).asked(plan, smtpLimit));
        List<String> addresses = left.stream().map(asked -> asked.job().mailbox().address()).toList();
        List<CheckedSubject> found = new ArrayList<>();
        Instant now = beans.getBean(Clock.class).instant();
        PreflightCrew.Result result;
        do {
            List<Asked> done = new ArrayList<>();
            result = beans.getBean(PreflightCrew.class).ask(left, plan.copiesAtOnce(), () -> false, (asked, answers) -> {
                answers.forEach(answer -> found.add(new CheckedSubject(answer.question().checkId(), asked.job().mailbox().address(), "", answer.verdict(), answer.text(), now)));
                done.add(asked);
                progress.accept(found.size() / answers.size() + " of " + addresses.size() + " mailboxes");
            });
            left.removeAll(done);
            if (result.ending() == Ending.SERVER_BUSY) {
                progress.accept("a server wants " + result.pause().toSeconds() + " s of rest");
                beans.getBean(Pacer.class).pause(result.pause());
            }
        } while (result.ending() == Ending.SERVER_BUSY);
        progress.accept("");
        return Stream.of(questions).map(question -> PreflightSummary.of(question, addresses, found, Integer.MAX_VALUE)).toList();
    }

    CheckResult roundTrip() {
        return beans.getBean(PlannedPreflight.class).roundTrip(plan);
    }
}

package org.mailferry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.directory.DirectoryChecks;
import org.mailferry.directory.DirectoryComparison;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.directory.DirectorySource;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailflow.DnsChecks;
import org.mailferry.mailflow.MailServers;
import org.mailferry.mailflow.MailServers.GuidePorts;
import org.mailferry.mailflow.MxView;
import org.mailferry.mailflow.NameServer;
import org.mailferry.mailflow.PortChecks;
import org.mailferry.mailflow.SenderChecks;
import org.mailferry.mailflow.ServiceNameChecks;
import org.mailferry.mailflow.ServiceNames;
import org.mailferry.mailsync.MailboxLogins;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Systems;
import org.springframework.context.ApplicationContext;

/** The checks of a plan, asked now. Nothing is recorded: the runbook's own round is the evidence. */
final class Preflight {
    private final ApplicationContext beans;
    private final MigrationPlan plan;

    Preflight(ApplicationContext beans, MigrationPlan plan) {
        this.beans = beans;
        this.plan = plan;
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
        if (plan.systems().directory().isEmpty()) {
            return List.of(DirectoryChecks.noDirectory());
        }
        Systems.Directory at = plan.systems().directory().orElseThrow();
        DirectorySource source = new DirectorySource(at.url(), at.startTls(), at.bindDn(), at.password(), at.baseDn(), at.filter());
        try {
            return DirectoryChecks.of(DirectoryComparison.of(plan.mailboxes().stream().map(PlannedMailbox::sourceAddress).toList(),
                plan.domains(), beans.getBean(DirectoryListing.class).list(source)));
        } catch (MigrationException e) {
            return List.of(DirectoryChecks.unreadable(String.valueOf(e.getMessage())));
        }
    }

    /** Every mailbox of the plan, each refused one by name. */
    List<CheckResult> logins() {
        if (plan.systems().target().kind() == Systems.TargetKind.MYOFFICE) {
            return List.of(logins("login:source", "E22", PlannedMailbox::source), new CheckResult("login:target", "T22", Status.GREEN,
                "The target's accounts are made in their wave; each login is tried there before anything is copied."));
        }
        return List.of(logins("login:source", "E22", PlannedMailbox::source), logins("login:target", "T22", PlannedMailbox::target));
    }

    private CheckResult logins(String id, String row, Function<PlannedMailbox, MailAccount> side) {
        List<String> problems = new ArrayList<>();
        for (PlannedMailbox mailbox : plan.mailboxes()) {
            problem(side.apply(mailbox)).ifPresent(problem -> problems.add(mailbox.id().address() + ": " + problem));
        }
        String text = plan.mailboxes().size() + " mailboxes tried, " + problems.size() + " without a login. ";
        return new CheckResult(id, row, problems.isEmpty() ? Status.GREEN : Status.RED, text + String.join("; ", problems));
    }

    private Optional<String> problem(MailAccount account) {
        try {
            return beans.getBean(MailboxLogins.class).refusal(account);
        } catch (MigrationException e) {
            return Optional.of("could not be found out: " + e.getMessage());
        }
    }
}

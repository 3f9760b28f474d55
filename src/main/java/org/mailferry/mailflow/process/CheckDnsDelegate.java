package org.mailferry.mailflow.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.MailDomain;
import org.mailferry.mailflow.DnsChecks;
import org.mailferry.mailflow.MxSighting;
import org.mailferry.mailflow.MxView;
import org.mailferry.mailflow.NameServer;
import org.mailferry.mailflow.SenderChecks;
import org.mailferry.mailflow.ServiceNameChecks;
import org.mailferry.mailflow.ServiceNames;
import org.mailferry.mailflow.TtlWatch;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/**
 * Looks at what DNS says about each domain (MX, SPF, DKIM, DMARC, PTR, the new installation's names) and notes the MX's TTL, which decides weeks later how long a lowered one must be waited for. The
 * result of a check replaces the one before, so it may run twice.
 */
@Component("checkDns")
final class CheckDnsDelegate implements JavaDelegate {
    private final MxView view;
    private final DnsChecks dnsChecks;
    private final SenderChecks senders;
    private final ServiceNameChecks services;
    private final TtlWatch ttlWatch;
    private final Plans plans;
    private final Checks checks;

    CheckDnsDelegate(MxView view, DnsChecks dnsChecks, SenderChecks senders, ServiceNameChecks services, TtlWatch ttlWatch, Plans plans,
                     Checks checks) {
        this.view = view;
        this.dnsChecks = dnsChecks;
        this.senders = senders;
        this.services = services;
        this.ttlWatch = ttlWatch;
        this.plans = plans;
        this.checks = checks;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        List<NameServer> servers = PlanServers.nameServers(plan);
        CheckRound round = new CheckRound(checks, plan.name());
        if (servers.isEmpty()) {
            round.record(new CheckResult("dns", "T1", Status.GREEN, PlanServers.NO_NAME_SERVERS));
        } else {
            plan.domains().forEach(domain -> check(round, plan, domain, servers));
            senders.ptr(plan.systems().dns().spfMustPass(), servers).forEach(round::record);
            plan.systems().dns().services().ifPresent(names -> {
                ServiceNames wanted = new ServiceNames(names.domain(), names.module());
                services.addresses(wanted, servers).forEach(round::record);
                services.srv(wanted, servers).forEach(round::record);
            });
        }
        round.end("mx:", "spf:", "ptr:", "dkim:", "dmarc:", "autoconfig:", "name:", "srv:");
    }

    private void check(CheckRound round, MigrationPlan plan, MailDomain domain, List<NameServer> servers) {
        List<MxSighting> sightings = view.look(servers, domain);
        round.record(dnsChecks.mx(domain, sightings));
        ttlWatch.look(plan.name(), domain, sightings);
        List<String> hosts = plan.systems().dns().spfMustPass();
        if (hosts.isEmpty()) {
            round.record(new CheckResult("spf:" + domain, "T1", Status.GREEN,
                "There are no hosts in the plan's systems.dns.spfMustPass: the SPF record of " + domain + " was not judged"));
        }
        dnsChecks.spf(domain, hosts, servers).forEach(round::record);
        senders.dkim(domain, plan.systems().dns().dkimSelectors(), servers).forEach(round::record);
        round.record(senders.dmarc(domain, servers));
        round.record(senders.autoconfig(domain, servers));
    }
}

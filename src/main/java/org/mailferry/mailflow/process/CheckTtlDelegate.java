package org.mailferry.mailflow.process;

import static org.mailferry.process.MailFlowRedirectionProcess.TTL_LOWERED;
import static org.mailferry.process.MailFlowRedirectionProcess.TTL_PROBLEM;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.mailflow.MxView;
import org.mailferry.mailflow.NameServer;
import org.mailferry.mailflow.TtlWatch;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** Lets the switch of the MX begin once a short TTL is served and the long one has run out in caches. Only looks, so it may run twice. */
@Component("checkTtl")
final class CheckTtlDelegate implements JavaDelegate {
    private final MxView view;
    private final TtlWatch watch;
    private final Plans plans;
    private final AuditTrail audit;

    CheckTtlDelegate(MxView view, TtlWatch watch, Plans plans, AuditTrail audit) {
        this.view = view;
        this.watch = watch;
        this.plans = plans;
        this.audit = audit;
    }

    @Override public void execute(DelegateExecution execution) {
        MigrationPlan plan = plans.get(PLAN_NAME.get(execution));
        List<NameServer> servers = PlanServers.nameServers(plan);
        String problem = servers.isEmpty() ? "" : plan.domains().stream()
            .flatMap(domain -> watch.look(plan.name(), domain, view.look(servers, domain)).stream()).collect(Collectors.joining("\n"));
        TTL_LOWERED.set(execution, problem.isEmpty());
        TTL_PROBLEM.set(execution, servers.isEmpty() ? PlanServers.NO_NAME_SERVERS : problem);
        if (problem.isEmpty()) {
            audit.record(AuditEntry.bySystem(plan.name(), servers.isEmpty() ? "did not look at TTL" : "saw TTL lowered", plan.name().text(),
                servers.isEmpty() ? PlanServers.NO_NAME_SERVERS : plan.domains().toString()));
        }
    }
}

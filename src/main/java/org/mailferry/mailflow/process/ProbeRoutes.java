package org.mailferry.mailflow.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.MailDomain;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.WaveId;
import org.mailferry.mailflow.Probe;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** Which probes prove the mail flow of a wave or of the whole plan. What cannot be probed from here is a remark, never left out silently. */
@Component
final class ProbeRoutes {
    /** @param remarks what was not probed, and why */
    record Choice(List<Probe> probes, List<String> remarks) {}

    private final Plans plans;
    private final Members members;

    ProbeRoutes(Plans plans, Members members) {
        this.plans = plans;
        this.members = members;
    }

    /** Into one mailbox of the wave, on both sides; a switched mailbox must also get what the source is handed. */
    Choice ofWave(WaveId wave) {
        MigrationPlan plan = plans.get(wave.plan());
        List<String> remarks = new ArrayList<>();
        Optional<Member> chosen = best(members.of(wave));
        if (chosen.isEmpty()) {
            return new Choice(List.of(), List.of("not probed: no mailbox of wave " + wave + " is copied yet"));
        }
        PlannedMailbox mailbox = plans.mailbox(chosen.get().id());
        List<Probe> probes = new ArrayList<>();
        targetIn(plan, mailbox, "target in", List.of(), remarks).ifPresent(probes::add);
        sourceIn(plan, mailbox, chosen.get().state() == MemberState.SWITCHED, remarks).ifPresent(probes::add);
        return new Choice(probes, remarks);
    }

    /** Into one migrated mailbox of each domain, handed in at the target. */
    Choice ofPlan(MigrationPlan plan, String route, List<String> avoids) {
        List<String> remarks = new ArrayList<>();
        Map<MailDomain, List<Member>> byDomain = new LinkedHashMap<>();
        plan.domains().forEach(domain -> byDomain.put(domain, new ArrayList<>()));
        for (Member member : members.of(plan.name())) {
            byDomain.computeIfAbsent(plans.mailbox(member.id()).targetAddress().domain(), domain -> new ArrayList<>()).add(member);
        }
        List<Probe> probes = new ArrayList<>();
        byDomain.forEach((domain, found) -> best(found).ifPresentOrElse(
            member -> targetIn(plan, plans.mailbox(member.id()), route, avoids, remarks).ifPresent(probes::add),
            () -> remarks.add("not probed: no mailbox of " + domain + " is on the target")));
        return new Choice(probes, remarks.stream().distinct().toList());
    }

    /** The mailbox that is furthest: switched, else copied; those given up and those not begun cannot be probed. */
    private static Optional<Member> best(List<Member> found) {
        return found.stream().filter(member -> member.state() != MemberState.PLANNED && member.state() != MemberState.STARTED
                && member.state() != MemberState.FAILED && member.state() != MemberState.SKIPPED && member.state() != MemberState.ROLLED_BACK)
            .max(Comparator.comparing((Member member) -> member.state()).thenComparing(Member::id, Comparator.comparing(id -> id.text(), Comparator.reverseOrder())));
    }

    private static Optional<Probe> targetIn(MigrationPlan plan, PlannedMailbox mailbox, String route, List<String> avoids, List<String> remarks) {
        Optional<MailEndpoint> smtp = plan.systems().target().smtp();
        if (smtp.isEmpty()) {
            remarks.add("not probed: the plan names no SMTP server of the target");
        }
        return smtp.map(server -> new Probe(plan.name(), route, server, Optional.of(mailbox.target()), mailbox.targetAddress(),
            mailbox.targetAddress(), mailbox.target(), Optional.empty(), avoids));
    }

    private static Optional<Probe> sourceIn(MigrationPlan plan, PlannedMailbox mailbox, boolean switched, List<String> remarks) {
        Optional<MailEndpoint> smtp = plan.systems().source().smtp();
        if (smtp.isEmpty()) {
            remarks.add("not probed: the plan names no SMTP server of the source");
        }
        return smtp.map(server -> new Probe(plan.name(), switched ? "source to target" : "source in", server, Optional.of(mailbox.source()),
            mailbox.sourceAddress(), mailbox.sourceAddress(), switched ? mailbox.target() : mailbox.source(),
            switched ? Optional.of(mailbox.source()) : Optional.empty(), List.of()));
    }
}

package org.mailferry.calendarsync.process;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.springframework.stereotype.Component;

/** Whose calendars are handed over, and for whom a meeting waits. */
@Component
class PlannedHandover {
    private final Plans plans;
    private final Members members;

    PlannedHandover(Plans plans, Members members) {
        this.plans = plans;
        this.members = members;
    }

    /** Mailboxes that work on the target, in the order of their ids. */
    List<MailboxId> moved(PlanName plan) {
        return members.of(plan).stream().filter(member -> member.state() == MemberState.SWITCHED).map(Member::id)
            .sorted(Comparator.comparing(MailboxId::text)).toList();
    }

    /** Mailboxes of the plan that still work on the source. */
    long staying(PlanName plan) {
        return plans.get(plan).mailboxes().size() - moved(plan).size();
    }

    /** False for who still works on the source. Lists, rooms and people outside are nobody to wait for. */
    Predicate<EmailAddress> nobodyToWaitFor(PlanName plan) {
        Set<MailboxId> moved = Set.copyOf(moved(plan));
        Set<String> staying = plans.get(plan).mailboxes().stream().filter(mailbox -> !moved.contains(mailbox.id())).flatMap(PlannedHandover::addresses)
            .map(EmailAddress::key).collect(Collectors.toSet());
        return address -> !staying.contains(address.key());
    }

    private static Stream<EmailAddress> addresses(PlannedMailbox mailbox) {
        return Stream.concat(Stream.of(mailbox.sourceAddress(), mailbox.targetAddress()), mailbox.aliases().stream());
    }
}

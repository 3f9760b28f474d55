package org.mailferry.directory.process;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.directory.Reconciliation.Planned;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailboxId;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlanTexts;
import org.mailferry.plan.Systems;
import org.springframework.stereotype.Component;

/** Says in the directory's words what the plan says about people, and how far they are. */
@Component
final class PlannedPeople {
    private final PlanTexts texts;
    private final Members members;

    PlannedPeople(PlanTexts texts, Members members) {
        this.texts = texts;
        this.members = members;
    }

    Planned of(MigrationPlan plan) {
        Set<MailboxId> moved = members.of(plan.name()).stream().filter(member -> member.state() == MemberState.SWITCHED).map(Member::id)
            .collect(Collectors.toCollection(HashSet::new));
        return plan.people(texts.rosterSince(plan.name()), moved);
    }
}

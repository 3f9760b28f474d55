package org.mailferry.dashboard;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.Checks;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Journal;
import org.mailferry.mailsync.SyncFigures.Figures;
import org.mailferry.mailsync.SyncFigures;
import org.mailferry.plan.Member;
import org.mailferry.plan.Members;
import org.mailferry.plan.MigrationPlan;
import org.springframework.stereotype.Component;

/** Collects a plan's report from the ledgers of every capability. */
@Component
final class Reports {
    private static final int NEWEST = 200;

    private final Members members;
    private final SyncFigures figures;
    private final Journal journal;
    private final Verified verified;
    private final ComparedEvents events;
    private final Runbook runbook;
    private final AuditTrail trail;
    private final Checks checks;
    private final Clock clock;

    Reports(Members members, SyncFigures figures, Journal journal, Verified verified, ComparedEvents events, Runbook runbook, AuditTrail trail, Checks checks, Clock clock) {
        this.members = members;
        this.figures = figures;
        this.journal = journal;
        this.verified = verified;
        this.events = events;
        this.runbook = runbook;
        this.trail = trail;
        this.checks = checks;
        this.clock = clock;
    }

    Report of(MigrationPlan plan) {
        Map<MailboxId, Figures> copied = figures.of(plan.name());
        List<Report.MailboxReport> mailboxes = members.of(plan.name()).stream()
            .map(member -> mailbox(plan, member, copied.getOrDefault(member.id(), Figures.NONE))).toList();
        return new Report(plan, runbook.migration(plan.name()), mailboxes, runbook.done(plan.name()), checks.of(plan.name()), trail.of(plan.name()),
            trail.firstBreak(plan.name()), clock.instant());
    }

    private Report.MailboxReport mailbox(MigrationPlan plan, Member member, Figures copied) {
        return new Report.MailboxReport(member, copied, verified.text(member.id()), copied.refused() == 0 ? List.of() : figures.refusals(member.id()),
            plan.policies().coexistence().twoWay() ? journal.of(member.id(), NEWEST) : List.of(),
            plan.systems().calendars().isEmpty() ? Optional.empty() : events.of(member.id()));
    }
}

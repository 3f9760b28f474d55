package org.mailferry.calendarsync.process;

import java.util.Optional;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarJob;
import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarPolicy;
import org.mailferry.calendarsync.CalendarPolicy.Authority;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.plan.CalendarServer;
import org.mailferry.plan.Member;
import org.mailferry.plan.Members;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Policies;
import org.mailferry.plan.Systems;
import org.springframework.stereotype.Component;

/** Makes a job of what the plan says about a mailbox's calendars and of where the mailbox stands. */
@Component
class PlannedCalendars {
    private final Plans plans;
    private final Members members;

    PlannedCalendars(Plans plans, Members members) {
        this.plans = plans;
        this.members = members;
    }

    boolean carried(PlanName plan) {
        return plans.get(plan).systems().calendars().isPresent();
    }

    /** @throws MigrationException {@code PERMANENT} when the plan does not carry calendars, or an account of it cannot be opened */
    CalendarJob of(MailboxId id) {
        Systems.Calendars servers = plans.get(id.plan()).systems().calendars()
            .orElseThrow(() -> MigrationException.permanent("Plan " + id.plan() + " does not say how calendars are reached"));
        PlannedMailbox mailbox = plans.mailbox(id);
        return new CalendarJob(id, account(servers.source(), mailbox.sourceAddress(), mailbox.source(), mailbox.ownSourcePassword()),
            account(servers.target(), mailbox.targetAddress(), mailbox.target(), mailbox.ownTargetPassword()), policy(id));
    }

    private CalendarPolicy policy(MailboxId id) {
        CalendarPolicy usual = CalendarPolicy.CAREFUL;
        return new CalendarPolicy(authority(members.get(id)), usual.maxAttachmentBytes(), usual.maxVanishedItems(),
            plans.get(id.plan()).policies().coexistence().vanishShare() / 100.0, usual.windowBehind(), usual.windowAhead());
    }

    /** Whoever was switched works on the target, even while a rollback of it is under way. */
    private static Authority authority(Member member) {
        boolean moved = member.switchedAt().isPresent() && member.state() != MemberState.ROLLED_BACK;
        return moved ? Authority.TARGET : Authority.SOURCE;
    }

    /** The pass that brings a mailbox up to date while both servers are in use. */
    CalendarPass duringCoexistence(PlanName plan) {
        Policies policies = plans.get(plan).policies();
        return policies.coexistence().twoWay() ? CalendarPass.TWO_WAY : CalendarPass.COPY;
    }

    private static CalendarAccount account(CalendarServer server, EmailAddress mailbox, MailAccount mail, Optional<SecretReference> own) {
        boolean service = server.mode().needsServiceLogin();
        SecretReference password = (service ? server.password() : own)
            .orElseThrow(() -> MigrationException.permanent("mailboxes.csv names no password for the calendars of " + mailbox));
        try {
            return new CalendarAccount(mailbox, CalendarAccount.Protocol.valueOf(server.protocol().name()), server.url(),
                CalendarAccount.Scheme.valueOf(server.scheme().name()), service ? server.login().orElseThrow() : mail.login(), password, service);
        } catch (IllegalArgumentException e) {
            throw MigrationException.permanent(String.valueOf(e.getMessage()));
        }
    }
}

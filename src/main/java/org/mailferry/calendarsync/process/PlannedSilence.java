package org.mailferry.calendarsync.process;

import java.util.Optional;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.ProbePair;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.CalendarServer;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Systems;
import org.mailferry.plan.Systems.NobodysMailbox;
import org.springframework.stereotype.Component;

/** The calendars of the plan's probe and decoy, opened as those of every other mailbox of the target. */
@Component
class PlannedSilence {
    private final Plans plans;

    PlannedSilence(Plans plans) {
        this.plans = plans;
    }

    /** Whether anything is written that somebody could be told of. */
    boolean needed(PlanName plan) {
        return plans.get(plan).systems().calendars().isPresent();
    }

    /** Empty when the plan names none. @throws MigrationException {@code PERMANENT} when they cannot be opened so */
    Optional<ProbePair> pair(PlanName plan) {
        Optional<Systems.Calendars> calendars = plans.get(plan).systems().calendars();
        return calendars.flatMap(Systems.Calendars::silence).map(silence -> {
            CalendarServer server = calendars.orElseThrow().target();
            try {
                return new ProbePair(account(server, silence.probe()), account(server, silence.decoy()));
            } catch (IllegalArgumentException e) {
                throw MigrationException.permanent(String.valueOf(e.getMessage()));
            }
        });
    }

    private static CalendarAccount account(CalendarServer server, NobodysMailbox mailbox) {
        boolean service = server.mode().needsServiceLogin();
        return new CalendarAccount(mailbox.address(), CalendarAccount.Protocol.valueOf(server.protocol().name()), server.url(),
            CalendarAccount.Scheme.valueOf(server.scheme().name()), service ? server.login().orElseThrow() : mailbox.login(),
            service ? server.password().orElseThrow() : mailbox.password());
    }
}

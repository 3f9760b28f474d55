package org.mailferry.calendarsync.process;

import static org.mailferry.process.MigrationWaveProcess.CALENDARS_DONE;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.calendarsync.CalendarTurns;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.plan.Plans;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Brings the calendars of mailboxes that both servers use up to date, the longest waiting first, one after another within a slice. A
 * mailbox that cannot be reached waits for its next turn and does not hold up the others. Turns are spread by up to a quarter either
 * way, so that mailboxes that became ready together are not asked for together for ever. In a plan that carries no calendars it ends
 * at once.
 */
@Component("runDueCalendars")
final class RunDueCalendarsDelegate implements JavaDelegate {
    private static final Logger log = LoggerFactory.getLogger(RunDueCalendarsDelegate.class);
    private static final double SPREAD = 0.25;

    private final Plans plans;
    private final Members members;
    private final PlannedCalendars planned;
    private final CalendarSlices slices;
    private final CalendarTurns turns;
    private final CalendarsyncSettings settings;
    private final Clock clock;
    private final DoubleSupplier random;

    @Autowired RunDueCalendarsDelegate(Plans plans, Members members, PlannedCalendars planned, CalendarSlices slices, CalendarTurns turns,
                                       CalendarsyncSettings settings, Clock clock) {
        this(plans, members, planned, slices, turns, settings, clock, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param random from 0 to 1 */
    RunDueCalendarsDelegate(Plans plans, Members members, PlannedCalendars planned, CalendarSlices slices, CalendarTurns turns,
                            CalendarsyncSettings settings, Clock clock, DoubleSupplier random) {
        this.plans = plans;
        this.members = members;
        this.planned = planned;
        this.slices = slices;
        this.turns = turns;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    @Override public void execute(DelegateExecution execution) {
        WaveId wave = WAVE_ID.get(execution);
        CALENDARS_DONE.set(execution, !planned.carried(wave.plan()) || workedOff(wave, clock.instant().plus(settings.slice())));
    }

    private boolean workedOff(WaveId wave, Instant end) {
        while (clock.instant().isBefore(end)) {
            Optional<MailboxId> due = takeNext(wave);
            if (due.isEmpty()) {
                return true;
            }
            bringUpToDate(due.get(), end);
        }
        return false;
    }

    private Optional<MailboxId> takeNext(WaveId wave) {
        Instant now = clock.instant();
        Map<MailboxId, Instant> next = turns.of(wave.plan());
        boolean twoWay = planned.duringCoexistence(wave.plan()) == CalendarPass.TWO_WAY;
        return members.of(wave).stream().filter(member -> inBothUse(member, twoWay)).map(Member::id)
            .filter(mailbox -> !next.getOrDefault(mailbox, Instant.EPOCH).isAfter(now))
            .sorted(Comparator.comparing(mailbox -> next.getOrDefault(mailbox, Instant.EPOCH)))
            .filter(mailbox -> turns.take(mailbox, now, now.plus(spread(plans.get(wave.plan()).policies().deltaEvery()))))
            .findFirst();
    }

    /** Whoever has moved works on the target; only what goes both ways still concerns him. */
    private static boolean inBothUse(Member member, boolean twoWay) {
        return member.state() == MemberState.READY || twoWay && member.state() == MemberState.SWITCHED;
    }

    private Duration spread(Duration every) {
        return Duration.ofMillis(Math.round(every.toMillis() * (1 - SPREAD + 2 * SPREAD * random.getAsDouble())));
    }

    private void bringUpToDate(MailboxId mailbox, Instant end) {
        CalendarPass pass = planned.duringCoexistence(mailbox.plan());
        try {
            boolean goesOn = true;
            while (goesOn && clock.instant().isBefore(end)) {
                CalendarSliceResult result = slices.run(mailbox, pass, Duration.between(clock.instant(), end));
                goesOn = !result.caughtUp() && result.refusal().isEmpty() && result.pause().isEmpty();
            }
        } catch (MigrationException e) {
            log.warn("The calendars of {} wait for their next turn: {}", mailbox, e.getMessage());
        }
    }
}

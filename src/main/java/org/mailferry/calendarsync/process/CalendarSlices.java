package org.mailferry.calendarsync.process;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarCarrier;
import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarProgress;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;

/**
 * Runs slices of what the plan says about a mailbox's calendars, and tells how they stand. While the target is not proved to be silent
 * nothing is run: a slice asks for a pause then.
 */
@Component
class CalendarSlices {
    /** A probe takes some minutes, a person's decision longer; a thousand mailboxes may ask. */
    private static final Duration UNTIL_SILENT = Duration.ofMinutes(5);

    private final Optional<CalendarCarrier> carrier;
    private final PlannedCalendars planned;
    private final CalendarProgress progress;
    private final CalendarSilence silence;
    private final Clock clock;

    CalendarSlices(Optional<CalendarCarrier> carrier, PlannedCalendars planned, CalendarProgress progress, CalendarSilence silence,
                   Clock clock) {
        this.carrier = carrier;
        this.planned = planned;
        this.progress = progress;
        this.silence = silence;
        this.clock = clock;
    }

    CalendarSliceResult run(MailboxId mailbox, CalendarPass pass, Duration length) {
        Optional<CalendarSilence.Objection> objection = silence.objection(mailbox.plan());
        if (objection.isPresent()) {
            progress.failed(mailbox, objection.get().why(), clock.instant());
            return held(objection.get());
        }
        try {
            CalendarSliceResult result = present().slice(planned.of(mailbox), pass, length);
            progress.record(mailbox, result, clock.instant());
            return result;
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.THROTTLED) {
                progress.failed(mailbox, String.valueOf(e.getMessage()), clock.instant());
            }
            throw e;
        }
    }

    /** Waits for what passes; calendars that are left out for good are a reason for the triage. */
    private static CalendarSliceResult held(CalendarSilence.Objection objection) {
        Optional<String> refusal = objection.passes() ? Optional.empty() : Optional.of(objection.why());
        Optional<Duration> pause = objection.passes() ? Optional.of(UNTIL_SILENT) : Optional.empty();
        return new CalendarSliceResult(false, 0, 0, 0, 0, 0, 0, refusal, pause);
    }

    private CalendarCarrier present() {
        return carrier.orElseThrow(() -> MigrationException.permanent(
            "This installation cannot carry calendars: take source.calendars and target.calendars out of the plan"));
    }
}

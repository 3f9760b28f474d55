package org.mailferry.calendarsync.process;

import java.time.Duration;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarCarrier;
import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;

/** Runs slices of what the plan says about a mailbox's calendars. */
@Component
class CalendarSlices {
    private final Optional<CalendarCarrier> carrier;
    private final PlannedCalendars planned;

    CalendarSlices(Optional<CalendarCarrier> carrier, PlannedCalendars planned) {
        this.carrier = carrier;
        this.planned = planned;
    }

    CalendarSliceResult run(MailboxId mailbox, CalendarPass pass, Duration length) {
        return carrier.orElseThrow(() -> MigrationException.permanent("This installation cannot carry calendars: take source.calendars and target.calendars out of the plan"))
            .slice(planned.of(mailbox), pass, length);
    }
}

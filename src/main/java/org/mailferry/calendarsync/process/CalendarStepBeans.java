package org.mailferry.calendarsync.process;

import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two steps that carry calendars: the first copy, which only reads the source, and the last pass before the switch. */
@Configuration
class CalendarStepBeans {
    @Bean CarryCalendarsDelegate carryCalendars(CalendarSlices slices, CalendarsyncSettings settings, HostedCalendarSteps hosted) {
        return new CarryCalendarsDelegate(slices, settings, mailbox -> CalendarPass.COPY, hosted, HostedCalendarSteps.Step.FIRST);
    }

    @Bean CarryCalendarsDelegate finalCalendars(CalendarSlices slices, CalendarsyncSettings settings, PlannedCalendars planned, HostedCalendarSteps hosted) {
        return new CarryCalendarsDelegate(slices, settings, mailbox -> planned.duringCoexistence(mailbox.plan()), hosted, HostedCalendarSteps.Step.LAST);
    }
}

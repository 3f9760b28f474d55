package org.mailferry.calendarsync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The properties of a calendar item as EWS gives them, nothing interpreted.
 *
 * @param uid {@code calendar:UID}; empty when the server gave none
 * @param recurrence of a {@code MASTER}
 */
public record ExchangeEvent(String uid, Kind kind, Times times, Content content, Meeting meeting, Optional<ExchangeRecurrence> recurrence,
                            List<ExchangeAttachment> attachments, Optional<Instant> lastModified) {
    public ExchangeEvent {
        attachments = List.copyOf(attachments);
    }

    /** EWS's CalendarItemType. */
    public enum Kind { SINGLE, MASTER, EXCEPTION, OCCURRENCE }

    /** EWS's LegacyFreeBusyStatus. */
    public enum Busy { FREE, TENTATIVE, BUSY, OUT_OF_OFFICE, WORKING_ELSEWHERE, NO_DATA }

    public enum Sensitivity { NORMAL, PERSONAL, PRIVATE, CONFIDENTIAL }

    public enum Importance { LOW, NORMAL, HIGH }

    /**
     * When it is. Instants are the truth; zones only say whose wall clock they follow.
     *
     * @param originalStart of an occurrence, where the series has it
     * @param allDay from midnight to midnight by the clock of the zone, so that the instants alone do not tell the days
     */
    public record Times(Instant start, Instant end, Optional<Instant> originalStart, boolean allDay,
                        Optional<ExchangeZone> startZone, Optional<ExchangeZone> endZone) {}

    /** @param reminder how long before the start; empty: no reminder */
    public record Content(String subject, String location, Optional<Body> body, Busy busy, Sensitivity sensitivity, List<String> categories,
                          Importance importance, Optional<Duration> reminder) {
        public Content {
            categories = List.copyOf(categories);
        }
    }

    public record Body(String text, boolean html) {}

    /**
     * @param meeting false: an appointment, which nobody else was asked to
     * @param state EWS's AppointmentState: 1 meeting, 2 received, 4 cancelled, as a sum
     * @param mine how the mailbox's owner answered
     */
    public record Meeting(boolean meeting, boolean cancelled, int state, int sequence, ExchangeAttendee.Response mine,
                          Optional<ExchangeAttendee> organizer, List<ExchangeAttendee> attendees) {
        public static final Meeting NONE = new Meeting(false, false, 0, 0, ExchangeAttendee.Response.UNKNOWN, Optional.empty(), List.of());

        public Meeting {
            attendees = List.copyOf(attendees);
        }
    }
}

package org.mailferry.calendarsync;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.mailferry.kernel.EmailAddress;

/** The kinds of meetings that a copy brings, each with a decoy in it whom a server might tell. */
enum ProbeMeeting {
    /** The owner invites. */
    ORGANISED,
    /** The owner invites to a series of which one is moved. */
    SERIES,
    /** The owner is invited; a server might answer for him. */
    ATTENDED;

    /** What becomes of each of them, one after the other, before it is deleted. */
    enum Stage { WRITTEN, CHANGED, CANCELLED }

    /** How the UIDs of all probes begin. */
    static final String PREFIX = "mailferry-silence-";
    /** Nobody is invited to what is over. */
    private static final int DAYS_AHEAD = 40;
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    String uid(String probeId) {
        return PREFIX + probeId + "-" + ordinal();
    }

    /** As another program would store it: a server that schedules tells the decoy. */
    ContentLines served(ProbePair pair, String probeId, Stage stage, Instant now) {
        Instant start = now.truncatedTo(ChronoUnit.HOURS).plus(DAYS_AHEAD, ChronoUnit.DAYS);
        String text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Mailferry//Silence probe//EN\n"
            + event(pair, probeId, stage, now, stage == Stage.WRITTEN ? start : start.plus(1, ChronoUnit.HOURS), this == SERIES ? "RRULE:FREQ=DAILY;COUNT=3\n" : "")
            + (this == SERIES ? moved(pair, probeId, stage, now, start) : "") + "END:VCALENDAR\n";
        return ContentLines.parse(text.replace("\n", "\r\n"));
    }

    SilentItem silent(ProbePair pair, String probeId, Stage stage, Instant now) {
        return SilentItem.silence(served(pair, probeId, stage, now));
    }

    private String moved(ProbePair pair, String probeId, Stage stage, Instant now, Instant start) {
        Instant second = (stage == Stage.WRITTEN ? start : start.plus(1, ChronoUnit.HOURS)).plus(1, ChronoUnit.DAYS);
        return event(pair, probeId, stage, now, second.plus(2, ChronoUnit.HOURS), "RECURRENCE-ID:" + UTC.format(second) + "\n");
    }

    private String event(ProbePair pair, String probeId, Stage stage, Instant now, Instant start, String recurrence) {
        EmailAddress organiser = this == ATTENDED ? pair.invited() : pair.organiser();
        EmailAddress other = this == ATTENDED ? pair.organiser() : pair.invited();
        String answer = this != ATTENDED ? "NEEDS-ACTION;RSVP=TRUE" : stage == Stage.WRITTEN ? "ACCEPTED" : "DECLINED";
        return "BEGIN:VEVENT\nUID:" + uid(probeId) + "\nDTSTAMP:" + UTC.format(now) + "\n" + recurrence
            + "DTSTART:" + UTC.format(start) + "\nDTEND:" + UTC.format(start.plus(30, ChronoUnit.MINUTES)) + "\nSEQUENCE:" + stage.ordinal()
            + "\nSUMMARY:Mailferry silence probe\nSTATUS:" + (stage == Stage.CANCELLED ? "CANCELLED" : "CONFIRMED") + "\nTRANSP:TRANSPARENT"
            + "\nORGANIZER:mailto:" + organiser + "\nATTENDEE;PARTSTAT=ACCEPTED:mailto:" + organiser
            + "\nATTENDEE;PARTSTAT=" + answer + ":mailto:" + other + "\nEND:VEVENT\n";
    }
}

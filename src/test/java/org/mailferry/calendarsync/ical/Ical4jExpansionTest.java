package org.mailferry.calendarsync.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.calendarsync.CalendarInstance;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.InstanceExpansion;
import org.mailferry.calendarsync.InstanceField;
import org.mailferry.kernel.MigrationException;

class Ical4jExpansionTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");
    private static final String MASTER = """
        BEGIN:VEVENT
        UID:u1
        DTSTART;TZID=Own:20260901T100000
        DTEND;TZID=Own:20260901T110000
        RRULE:FREQ=WEEKLY;COUNT=5
        EXDATE;TZID=Own:20260908T100000
        SUMMARY:weekly
        END:VEVENT
        """;
    private final InstanceExpansion expansion = new Ical4jExpansion();

    private List<CalendarInstance> expand(String components) {
        String zone = """
            BEGIN:VTIMEZONE
            TZID:Own
            BEGIN:STANDARD
            DTSTART:20000101T000000
            TZOFFSETFROM:+0430
            TZOFFSETTO:+0430
            END:STANDARD
            END:VTIMEZONE
            """;
        return expansion.expand(ContentLines.parse(("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n" + zone + components + "END:VCALENDAR\n").replace("\n", "\r\n")), FROM, TO);
    }

    private static String event(String lines) {
        return "BEGIN:VEVENT\nUID:u1\nDTSTAMP:20260101T000000Z\n" + lines + "\nEND:VEVENT\n";
    }

    private static List<String> starts(List<CalendarInstance> instances) {
        return instances.stream().map(CalendarInstance::start).toList();
    }

    @Test void aSeriesTakesPlaceByTheZoneThatItBrings() {
        assertThat(starts(expand(MASTER))).containsExactly("2026-09-01T05:30:00Z", "2026-09-15T05:30:00Z", "2026-09-22T05:30:00Z", "2026-09-29T05:30:00Z");
    }

    @Test void anExceptionStandsInTheOccurrencesPlaceWhereverItWent() {
        List<CalendarInstance> seen = expand(MASTER + event("RECURRENCE-ID;TZID=Own:20260915T100000\nDTSTART;TZID=Own:20260916T120000\nDTEND;TZID=Own:20260916T123000\nSUMMARY:moved")
            + event("RECURRENCE-ID:20260922T053000Z\nDTSTART;TZID=Own:20260922T100000\nDTEND;TZID=Own:20260922T110000\nSUMMARY:weekly\nSTATUS:CANCELLED"));
        assertThat(starts(seen)).containsExactly("2026-09-01T05:30:00Z", "2026-09-16T07:30:00Z", "2026-09-22T05:30:00Z", "2026-09-29T05:30:00Z");
        assertThat(seen.get(1).says(InstanceField.TITLE)).isEqualTo("moved");
        assertThat(seen.get(1).says(InstanceField.END)).isEqualTo("2026-09-16T08:00:00Z");
        assertThat(seen.get(2).says(InstanceField.STATUS)).isEqualTo("CANCELLED");
    }

    @Test void daysAndFloatingTimesAreThemselves() {
        assertThat(starts(expand(event("DTSTART;VALUE=DATE:20260901\nDTEND;VALUE=DATE:20260903")))).containsExactly("2026-09-01");
        assertThat(expand(event("DTSTART;VALUE=DATE:20260901")).get(0).says(InstanceField.END)).isEqualTo("2026-09-02");
        assertThat(starts(expand(event("DTSTART:20260901T100000\nDURATION:PT1H")))).containsExactly("2026-09-01T10:00 floating");
        assertThat(expand(event("DTSTART:20260901T100000\nDURATION:PT1H")).get(0).says(InstanceField.END)).isEqualTo("2026-09-01T11:00");
    }

    @Test void datesAreRepeatedByRuleAndByList() {
        assertThat(starts(expand(event("DTSTART;VALUE=DATE:20260130\nRRULE:FREQ=MONTHLY;COUNT=3\nRDATE;VALUE=DATE:20260704"))))
            .containsExactly("2026-01-30", "2026-03-30", "2026-04-30", "2026-07-04");
    }

    @Test void onlyTheWindowIsSeenOfASeriesWithoutAnEnd() {
        List<String> seen = starts(expand(event("DTSTART:20010101T100000Z\nDTEND:20010101T110000Z\nRRULE:FREQ=DAILY")));
        assertThat(seen).hasSize(365).startsWith("2026-01-01T10:00:00Z").endsWith("2026-12-31T10:00:00Z");
    }

    @Test void whatReachesIntoTheWindowIsSeen() {
        assertThat(starts(expand(event("DTSTART:20251231T230000Z\nDTEND:20260101T010000Z")))).hasSize(1);
        assertThat(expand(event("DTSTART:20251231T230000Z\nDTEND:20260101T000000Z"))).isEmpty();
        assertThat(starts(expand(event("DTSTART:20260101T000000Z\nDTEND:20260101T000000Z")))).as("no duration").hasSize(1);
        assertThat(expand(event("DTSTART:20270101T000000Z\nDTEND:20270101T010000Z"))).isEmpty();
    }

    @Test void whatIsTakenForGrantedIsSaid() {
        CalendarInstance plain = expand(event("DTSTART:20260901T100000Z\nDTEND:20260901T110000Z")).get(0);
        CalendarInstance said = expand(event("DTSTART:20260901T100000Z\nDURATION:PT1H\nSTATUS:CONFIRMED\nCLASS:PUBLIC\nTRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY")).get(0);
        assertThat(said).isEqualTo(plain);
    }

    @Test void peopleAlarmsCategoriesAndFilesAreSaidInOneOrder() {
        String one = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:B@corp.test\nATTENDEE:mailto:a@corp.test\nORGANIZER;CN=X:mailto:Boss@corp.test\nCATEGORIES:red,blue\nATTACH:http://x/y\n"
            + "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER:-PT15M\nEND:VALARM";
        CalendarInstance seen = expand(event("DTSTART:20260901T100000Z\nDTEND:20260901T110000Z\n" + one)).get(0);
        assertThat(seen.says(InstanceField.ATTENDEES)).isEqualTo("a@corp.test NEEDS-ACTION, b@corp.test ACCEPTED");
        assertThat(seen.says(InstanceField.ORGANIZER)).isEqualTo("mailto:boss@corp.test");
        assertThat(seen.says(InstanceField.CATEGORIES)).isEqualTo("blue, red");
        assertThat(seen.says(InstanceField.ALARMS)).isEqualTo("PT-15M");
        assertThat(seen.says(InstanceField.FILES)).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=5", "FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8,9,10,11,12;BYMINUTE=1,2,3,4,5,6,7,8,9", "freq=secondly"})
    void whatWouldFillTheMemoryIsRefused(String rule) {
        assertThatThrownBy(() -> expand(event("DTSTART:20260901T100000Z\nDTEND:20260901T100001Z\nRRULE:" + rule))).isInstanceOf(MigrationException.class)
            .hasMessageContaining("more than 100 times a day");
    }

    @Test void whatProgramsUnderstandDifferentlyIsRefused() {
        assertThatThrownBy(() -> expand(MASTER + event("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Own:20260915T100000\nDTSTART;TZID=Own:20260915T120000")))
            .isInstanceOf(MigrationException.class).hasMessageContaining("RANGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUMMARY:no start", "DTSTART:yesterday", "DTSTART:20260901T100000Z\nRRULE:FREQ=SOMETIMES"})
    void whatCannotBeReadIsOneItemsTrouble(String lines) {
        assertThatThrownBy(() -> expand(event(lines))).isInstanceOf(MigrationException.class);
    }

    @Test void aRuleThatNeverComesTrueEnds() {
        assertThat(expand(event("DTSTART:20260901T100000Z\nDTEND:20260901T110000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"))).hasSizeLessThan(2);
    }
}

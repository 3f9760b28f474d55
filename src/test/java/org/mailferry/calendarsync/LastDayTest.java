package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastDayTest {
    @ParameterizedTest(name = "{0}") @CsvSource(delimiter = '|', value = {
        "DTSTART:20260901T070000Z DTEND:20260902T080000Z | 2026-09-02",
        "DTSTART;VALUE=DATE:20260901 | 2026-09-01",
        "DTSTART;TZID=Europe/Moscow:20260901T070000 RRULE:FREQ=DAILY;UNTIL=20270105T000000Z | 2027-01-05",
        "DTSTART:20260901T070000Z RRULE:FREQ=DAILY;COUNT=3 |",
        "DTSTART:20260901T070000Z RRULE:FREQ=DAILY |",
        "DTSTART:20260901T070000Z RDATE:20270101T070000Z |",
        "DTSTART:20260901T070000Z DURATION:P30D |",
        "DTSTART:whenever |",
        "SUMMARY:x |",
    })
    void day(String lines, String day) {
        String zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Moscow\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=YEARLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
        ContentLines item = ContentLines.parse("BEGIN:VCALENDAR\r\n" + zone + "BEGIN:VEVENT\r\n" + lines.replace(" ", "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        assertThat(LastDay.of(item)).isEqualTo(Optional.ofNullable(day).map(LocalDate::parse));
    }
}

package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventNameTest {
    private static String name(String... lines) {
        return EventName.of(ContentLines.parse("BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"
            + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
    }

    @Test void itIsTheTitleAndTheDay() {
        assertThat(name("SUMMARY:Review\\, weekly", "DTSTART;TZID=Europe/Moscow:20260901T100000")).isEqualTo("Review, weekly, 2026-09-01");
        assertThat(name("DTSTART;VALUE=DATE:20260901", "SUMMARY:Day off")).isEqualTo("Day off, 2026-09-01");
    }

    @Test void aPrivateEventHasItsDayOnly() {
        assertThat(name("SUMMARY:Doctor", "CLASS:PRIVATE", "DTSTART:20260901T100000Z")).isEqualTo("private event, 2026-09-01");
        assertThat(name("CLASS:CONFIDENTIAL", "SUMMARY:Doctor")).isEqualTo("private event");
    }

    @Test void whatAnItemDoesNotSayIsLeftOut() {
        assertThat(name("DTSTART:20260901T100000Z")).isEqualTo("2026-09-01");
        assertThat(name("SUMMARY:x", "DTSTART:soon")).isEqualTo("x");
        assertThat(name("UID:1")).isEmpty();
        assertThat(name("SUMMARY:" + "x".repeat(500))).hasSize(200).endsWith("…");
    }
}

package org.mailferry.lab.ews;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Secret;
import org.mailferry.realserver.DavMail;

/** The simulator as the DavMail gateway sees it, a client that nobody here wrote, and as a CalDAV client sees it through the gateway. */
class DavMailTest {
    private static final String CALENDAR = "/users/ivanov@corp.test/calendar/";
    private final EwsSimulator ews = new EwsSimulator(Clock.fixed(Instant.parse("2026-08-01T00:00:00Z"), ZoneOffset.UTC));
    private final EwsMailbox ivanov = ews.addMailbox("ivanov@corp.test", "Иванов Иван");
    private DavMail gateway;

    @BeforeEach void start() {
        ews.addLogin("ivanov@corp.test", Secret.of("own"), "ivanov@corp.test").start();
        gateway = new DavMail(ews.url(), "ivanov@corp.test", "own");
    }

    @AfterEach void stop() {
        gateway.close();
        ews.close();
    }

    @Test void showsASeriesWithItsExceptions() throws Exception {
        EwsItem series = ivanov.calendar().put(EwsEvent.titled("Планёрка").uid("series-1").at(LocalDateTime.parse("2026-09-01T10:00:00"),
            LocalDateTime.parse("2026-09-01T11:00:00"), "Russian Standard Time").weekly(1, "Tuesday", EwsEvent.times(LocalDate.parse("2026-09-01"), 5)));
        series.deleteOccurrence(2);
        series.changeOccurrence(3, "<CalendarItem><Start>2026-09-15T09:00:00Z</Start><End>2026-09-15T10:00:00Z</End><Subject>Планёрка позже</Subject></CalendarItem>");
        HttpResponse<String> listed = gateway.call("REPORT", CALENDAR, """
            <C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:prop><D:getetag/><C:calendar-data/></D:prop>
            <C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter></C:calendar-query>""", "Depth", "1");
        assertThat(listed.statusCode()).as(gateway.log()).isEqualTo(207);
        assertThat(listed.body()).as(gateway.log()).contains("series-1", "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE", "20260908T100000", "RECURRENCE-ID", "20260915T120000", "Планёрка позже");
        assertThat(ews.invitations()).isEmpty();
    }

    @Test void storesChangesAndDeletes() throws Exception {
        assertThat(gateway.call("PUT", CALENDAR + "u1.ics", event("u1", "Первая", ""), "Content-Type", "text/calendar").statusCode()).as(gateway.log()).isEqualTo(201);
        assertThat(ivanov.calendar().items()).singleElement().satisfies(item -> {
            assertThat(item.uid()).isEqualTo("u1");
            assertThat(item.stored("calendar:Start")).isEqualTo("2026-09-01T07:00:00Z");
        });
        assertThat(gateway.call("PUT", CALENDAR + "u1.ics", event("u1", "Вторая", ""), "Content-Type", "text/calendar").statusCode()).as(gateway.log()).isEqualTo(200);
        assertThat(gateway.call("GET", CALENDAR + "u1.ics", "").body()).as(gateway.log()).contains("Вторая");
        assertThat(gateway.call("DELETE", CALENDAR + "u1.ics", "").statusCode()).as(gateway.log()).isEqualTo(200);
        assertThat(ivanov.calendar().items()).isEmpty();
        assertThat(ews.invitations()).isEmpty();
    }

    @Test void isSeenToInvite() throws Exception {
        String people = "ORGANIZER:mailto:ivanov@corp.test\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:petrov@corp.test\r\n";
        assertThat(gateway.call("PUT", CALENDAR + "u2.ics", event("u2", "С участником", people), "Content-Type", "text/calendar").statusCode()).as(gateway.log()).isEqualTo(201);
        assertThat(ews.invitations()).as(gateway.log()).hasSize(1).allMatch(invitation -> invitation.subject().equals("С участником") && invitation.mode().equals("SendToAllAndSaveCopy"));
    }

    private static String event(String uid, String summary, String lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Moscow\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
            + "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:" + uid
            + "\r\nDTSTAMP:20260801T000000Z\r\nDTSTART;TZID=Europe/Moscow:20260901T100000\r\nDTEND;TZID=Europe/Moscow:20260901T110000\r\nSUMMARY:" + summary
            + "\r\n" + lines + "END:VEVENT\r\nEND:VCALENDAR\r\n";
    }
}

package org.mailferry.calendarsync.caldav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ItemHandover;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;
import org.mailferry.kernel.MigrationException;
import org.mailferry.realserver.CalendarServer;

class ItemHandoverTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-24T12:00:00Z"), ZoneOffset.UTC);

    private final CalendarServer server = CalendarServer.radicale();
    private CalendarStore store;
    private CalendarCollection calendar;

    @BeforeEach void open() {
        store = RealCalendars.open(server);
        calendar = store.create(NewCalendar.ofEvents("a", "A"));
    }

    @AfterEach void close() {
        server.close();
    }

    @Test void onlyMarkedMeetingsOfWhomeverMovedThatAreNotOverAreHandedOver() {
        write("future", "20280901", "anna@corp.test");
        write("past", "20260101", "anna@corp.test");
        write("waiting", "20280901", "boris@corp.test");
        write("outside", "20280901", "petrov@elsewhere.test");
        ItemHandover.Result result = slice("", Duration.ofMinutes(1));
        assertThat(result).isEqualTo(new ItemHandover.Result(true, "", 2, 1, List.of()));
        assertThat(marked("future")).isFalse();
        assertThat(marked("outside")).isFalse();
        assertThat(marked("past")).isTrue();
        assertThat(marked("waiting")).isTrue();
        assertThat(slice("", Duration.ofMinutes(1)).handedOver()).as("again").isZero();
    }

    @Test void nothingElseOfTheItemChanges() {
        write("one", "20280901", "anna@corp.test");
        String before = text("one");
        slice("", Duration.ofMinutes(1));
        assertThat(text("one")).isEqualTo(before.replace(";SCHEDULE-AGENT=CLIENT", ""));
    }

    @Test void aSliceGoesOnWhereTheLastOneStopped() {
        CalendarCollection other = store.create(NewCalendar.ofEvents("b", "B"));
        IntStream.range(0, 130).forEach(n -> write("n" + n, "20280901", "anna@corp.test"));
        write(other, "last", "20280901", "anna@corp.test");
        ItemHandover.Result result = slice("", Duration.ZERO);
        long all = result.handedOver();
        int slices = 1;
        while (!result.done()) {
            result = slice(result.cursor(), Duration.ZERO);
            all += result.handedOver();
            slices++;
        }
        assertThat(all).isEqualTo(131);
        assertThat(slices).isEqualTo(3);
    }

    @Test void aStoreThatSchedulesNothingSaysSo() {
        ItemHandover handover = new ItemHandover(new DeafStores(RealCalendars.stores(), server.url(), CalendarServer.PASSWORD), CLOCK);
        assertThatThrownBy(() -> handover.slice(RealCalendars.account(server.url()), "", anybody -> true, Duration.ZERO))
            .isInstanceOf(MigrationException.class).hasMessageContaining("only to CalDAV");
    }

    private ItemHandover.Result slice(String cursor, Duration length) {
        return new ItemHandover(RealCalendars.stores(), CLOCK).slice(RealCalendars.account(server.url()), cursor, person -> !person.key().startsWith("boris"), length);
    }

    private boolean marked(String uid) {
        return text(uid).contains("SCHEDULE-AGENT");
    }

    private String text(String uid) {
        return store.withUid(calendar, uid).get(0).lines().text();
    }

    private void write(String uid, String day, String attendee) {
        write(calendar, uid, day, attendee);
    }

    private void write(CalendarCollection into, String uid, String day, String attendee) {
        String text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:" + day + "T070000Z\r\nDTEND:"
            + day + "T080000Z\r\nSUMMARY:x\r\nX-OWN;X-P=\"a;b\":kept\r\nORGANIZER;CN=Chef:mailto:" + CalendarServer.USER + "\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:" + attendee
            + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assertThat(store.create(into, SilentItem.silence(ContentLines.parse(text)))).isInstanceOf(WriteResult.Written.class);
    }
}

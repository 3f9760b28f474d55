package org.mailferry.calendarsync.ews;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarItem;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;
import org.mailferry.lab.ews.EwsEvent;
import org.mailferry.lab.ews.EwsItem;

/** Calendars and items of a mailbox as somebody uses it. */
class EwsItemsTest {
    private static final String MOSCOW = "Russian Standard Time";
    private final ExchangeLab lab = new ExchangeLab();
    private final CalendarStore store = lab.open();

    @AfterEach void stop() {
        assertThat(lab.exchange.invitations()).isEmpty();
        lab.close();
    }

    private CalendarCollection calendar() {
        return store.calendars().stream().filter(each -> each.id().equals(lab.mailbox.calendar().id())).findFirst().orElseThrow();
    }

    private CalendarItem read(EwsItem item) {
        return store.read(calendar(), List.of(item.id())).items().get(0);
    }

    private static LocalDateTime at(String time) {
        return LocalDateTime.parse("2026-09-" + time + ":00");
    }

    private EwsItem series() {
        return lab.mailbox.calendar().put(EwsEvent.titled("Планёрка").uid("series-1").at(at("01T10:00"), at("01T11:00"), MOSCOW)
            .weekly(1, "Tuesday", EwsEvent.times(LocalDate.parse("2026-09-01"), 5)).attendee("Петров", "petrov@corp.test", "Accept"));
    }

    private static List<String> values(CalendarItem item, String name) {
        return item.lines().named(name).map(ContentLine::value).toList();
    }

    @Test void ownCalendarsAreListedAndNothingElse() {
        lab.mailbox.addCalendar("Отпуска / отдел");
        lab.mailbox.addBirthdays("Дни рождения");
        lab.mailbox.addSharedLink("Петров");
        lab.mailbox.add(lab.mailbox.folder("deleteditems").orElseThrow(), "Старое", "IPF.Appointment");
        assertThat(store.calendars()).extracting(CalendarCollection::name).containsExactly("Calendar", "Отпуска / отдел");
    }

    @Test void aSeriesComesWithItsExceptions() {
        EwsItem series = series();
        series.deleteOccurrence(2);
        series.changeOccurrence(3, "<t:CalendarItem><t:Subject>Позже</t:Subject><t:Start>2026-09-15T09:00:00Z</t:Start><t:End>2026-09-15T10:00:00Z</t:End></t:CalendarItem>");
        CalendarItem item = read(series);
        assertThat(item.uid()).isEqualTo("series-1");
        assertThat(values(item, "SUMMARY")).containsExactlyInAnyOrder("Планёрка", "Позже");
        assertThat(values(item, "RRULE")).singleElement().asString().contains("COUNT=5");
        assertThat(item.lines().named("EXDATE")).hasSize(1);
        assertThat(item.lines().named("RECURRENCE-ID")).hasSize(1);
        assertThat(values(item, "ATTENDEE")).first().asString().containsIgnoringCase("petrov@corp.test");
    }

    @Test void mimeThatExchangeSpoiltIsMended() {
        lab.exchange.quirks().endMissing(true).attendeesMissing(true).zoneWithLineEnd(true);
        CalendarItem item = read(series());
        assertThat(values(item, "END")).contains("VCALENDAR");
        assertThat(item.lines().named("ATTENDEE")).isNotEmpty();
        assertThat(SilentItem.silence(item.lines()).uid()).isEqualTo("series-1");
    }

    @Test void filesTravelAndItemsAreNamed() {
        byte[] bytes = "Протокол".getBytes(UTF_8);
        CalendarItem item = read(lab.mailbox.calendar().put(EwsEvent.titled("a").uid("files").at(at("01T10:00"), at("01T11:00"), MOSCOW)
            .file("протокол.txt", "text/plain", bytes).item("Письмо", "<t:Message><t:Subject>Письмо</t:Subject></t:Message>")));
        assertThat(values(item, "ATTACH")).containsExactly(Base64.getEncoder().encodeToString(bytes));
        assertThat(item.remarks()).anyMatch(remark -> remark.contains("Письмо"));
    }

    @Test void whatSomebodyMovedToAnotherCalendarIsNotThereAnyMore() {
        EwsItem other = lab.mailbox.addCalendar("Другой").put(EwsEvent.titled("a").uid("u").at(at("01T10:00"), at("01T11:00"), MOSCOW));
        assertThat(store.read(calendar(), List.of(other.id())).vanished()).containsExactly(other.id());
        assertThat(store.delete(calendar(), new ItemVersion(other.id(), other.changeKey()))).isInstanceOf(WriteResult.Gone.class);
        assertThat(store.calendars()).hasSize(2);
    }

    @Test void twoItemsWithOneUidAreBothFound() {
        for (String subject : List.of("a", "b")) {
            lab.mailbox.calendar().put(EwsEvent.titled(subject).uid("twice").at(at("01T10:00"), at("01T11:00"), MOSCOW));
        }
        assertThat(store.withUid(calendar(), "twice")).hasSize(2);
    }

    @Test void aSeriesIsReplacedWithItsExceptions() {
        CalendarItem stored = read(series());
        SilentItem wanted = SilentItem.require(ContentLines.parse("""
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//test//EN
            BEGIN:VEVENT
            UID:series-1
            DTSTAMP:20260801T000000Z
            DTSTART:20260902T070000Z
            DTEND:20260902T080000Z
            RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=4
            EXDATE:20260909T070000Z
            SUMMARY:Среда
            END:VEVENT
            BEGIN:VEVENT
            UID:series-1
            DTSTAMP:20260801T000000Z
            RECURRENCE-ID:20260916T070000Z
            DTSTART:20260916T120000Z
            DTEND:20260916T130000Z
            SUMMARY:Среда позже
            END:VEVENT
            END:VCALENDAR
            """));
        for (int again = 0; again < 2; again++) {
            ItemVersion before = store.read(calendar(), List.of(stored.version().id())).items().get(0).version();
            WriteResult result = store.replace(calendar(), before, wanted);
            assertThat(result).isInstanceOf(WriteResult.Written.class);
            CalendarItem now = store.read(calendar(), List.of(stored.version().id())).items().get(0);
            assertThat(now.version()).isEqualTo(((WriteResult.Written) result).version());
            assertThat(values(now, "SUMMARY")).containsExactlyInAnyOrder("Среда", "Среда позже");
            assertThat(values(now, "RRULE")).singleElement().asString().contains("COUNT=4").contains("BYDAY=WE");
            assertThat(item(now, "RECURRENCE-ID")).isEqualTo(1);
            assertThat(item(now, "EXDATE")).isEqualTo(1);
            assertThat(item(now, "ATTENDEE")).isZero();
        }
    }

    private static long item(CalendarItem item, String name) {
        return item.lines().named(name).count();
    }

    @Test void aMeetingIsWrittenChangedAndDeletedInSilence() {
        SilentItem meeting = SilentItem.silence(ContentLines.parse("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:m"
            + "\r\nDTSTAMP:20260801T000000Z\r\nDTSTART:20260901T070000Z\r\nDTEND:20260901T080000Z\r\nSUMMARY:s\r\nORGANIZER:mailto:ivanov@corp.test"
            + "\r\nATTENDEE:mailto:petrov@corp.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
        ItemVersion version = ((WriteResult.Written) store.create(calendar(), meeting)).version();
        assertThat(store.read(calendar(), List.of(version.id())).items().get(0).lines().named("ATTENDEE")).hasSize(1);
        ItemVersion changed = ((WriteResult.Written) store.replace(calendar(), version, meeting)).version();
        assertThat(store.delete(calendar(), changed)).isInstanceOf(WriteResult.Gone.class);
        assertThat(lab.exchange.invitations()).isEmpty();
        assertThat(lab.mailbox.folder("deleteditems").orElseThrow().items()).hasSize(1);
        assertThat(store.changes(calendar(), Optional.empty()).changed()).isEmpty();
    }

    @Test void everyCallIsMadeForTheMailboxAndBySixtyItemsInFewRequests() {
        List<String> ids = java.util.stream.IntStream.range(0, 60).mapToObj(i -> lab.mailbox.calendar().put(EwsEvent.titled("e" + i).uid("u" + i)
            .at(at("01T10:00"), at("01T11:00"), MOSCOW)).id()).toList();
        assertThat(store.read(calendar(), ids).items()).hasSize(60);
        assertThat(lab.exchange.calls("GetItem")).isEqualTo(3);
        assertThat(lab.exchange.calls()).extracting(call -> call.mailbox()).containsOnly(ExchangeLab.OWNER);
    }
}

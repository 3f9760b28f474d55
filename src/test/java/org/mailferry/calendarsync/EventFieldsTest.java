package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.kernel.MigrationException;

class EventFieldsTest {
    private static final String MOSCOW = ";TZID=Europe/Moscow";

    private final ItemConversion conversion = ItemConversions.toCalendar();
    private final EventFields fields = ItemConversions.toExchange();

    static Stream<Example> examples() {
        return Example.all().stream().filter(example -> !example.refused());
    }

    /** What Exchange has, carried away and back, is at the same instants. */
    @ParameterizedTest
    @MethodSource("examples")
    void whatCameFromExchangeGoesBackAsItWas(Example example) {
        ExchangeItem was = example.item();
        ExchangeItem back = read(conversion.convert(was, CalendarPolicy.CAREFUL).lines()).item();
        assertThat(back.event().times().allDay()).isEqualTo(was.event().times().allDay());
        assertThat(back.deletedOccurrences()).containsExactlyInAnyOrderElementsOf(was.deletedOccurrences());
        assertThat(starts(back)).isEqualTo(starts(was));
        assertThat(back.event().recurrence().map(EventFieldsTest::ends)).isEqualTo(was.event().recurrence().map(EventFieldsTest::ends));
        if (!example.name().startsWith("03")) {
            assertThat(back.event().times().start()).isEqualTo(was.event().times().start());
        }
    }

    /** And what is made of it again is the same item, but for what Exchange keeps to itself. */
    @ParameterizedTest
    @MethodSource("examples")
    void nothingChangesTheSecondTime(Example example) {
        ContentLines once = conversion.convert(example.item(), CalendarPolicy.CAREFUL).lines();
        ExchangeItem back = read(once).item();
        ContentLines twice = conversion.convert(new ExchangeItem(back.event(), back.exceptions(), back.deletedOccurrences(), Optional.of(once)), CalendarPolicy.CAREFUL).lines();
        assertThat(meaning(twice)).isEqualTo(meaning(once));
    }

    private static String ends(ExchangeRecurrence recurrence) {
        return recurrence.pattern() + " " + recurrence.interval() + " " + recurrence.days().stream().sorted().toList() + recurrence.index() + recurrence.dayOfMonth()
            + recurrence.month() + recurrence.until() + recurrence.count();
    }

    private static List<String> starts(ExchangeItem item) {
        return item.exceptions().stream().map(each -> each.originalStart() + " " + each.start() + " " + each.end()).toList();
    }

    private static List<String> meaning(ContentLines lines) {
        Set<String> kept = Set.of("DTSTART", "DTEND", "RRULE", "EXDATE", "RECURRENCE-ID", "SUMMARY", "LOCATION", "UID", "CLASS", "TRANSP", "CATEGORIES", "TRIGGER", "ATTACH", "DESCRIPTION");
        return lines.lines().stream().filter(line -> kept.contains(line.name())).map(line -> line.toString().replace("\r\n ", "").strip()).sorted().toList();
    }

    @Test void eventIsTakenApart() {
        EventFields.Fields read = read(event("""
            DTSTART;TZID=Europe/Moscow:20260901T100000
            DURATION:PT90M
            SUMMARY:Планёрка\\, важно
            LOCATION:Room 5
            DESCRIPTION:Text
            CLASS:CONFIDENTIAL
            PRIORITY:1
            TRANSP:OPAQUE
            STATUS:TENTATIVE
            CATEGORIES:Red,Sales\\, North
            CATEGORIES:Red
            ORGANIZER;CN=Ivanov:mailto:ivanov@corp.test
            ATTENDEE;ROLE=OPT-PARTICIPANT;CN=Petrov:mailto:petrov@corp.test
            ATTENDEE;CUTYPE=ROOM:mailto:room@corp.test
            BEGIN:VALARM
            ACTION:DISPLAY
            TRIGGER:-P1W
            END:VALARM"""));
        ExchangeEvent event = read.item().event();
        assertThat(event.times()).isEqualTo(new ExchangeEvent.Times(Instant.parse("2026-09-01T07:00:00Z"), Instant.parse("2026-09-01T08:30:00Z"), Optional.empty(), false,
            Optional.of(new ExchangeZone("Russian Standard Time")), Optional.of(new ExchangeZone("Russian Standard Time"))));
        assertThat(event.content()).isEqualTo(new ExchangeEvent.Content("Планёрка, важно", "Room 5", Optional.of(new ExchangeEvent.Body("Text", false)),
            ExchangeEvent.Busy.TENTATIVE, ExchangeEvent.Sensitivity.CONFIDENTIAL, List.of("Red", "Sales, North"), ExchangeEvent.Importance.HIGH, Optional.of(Duration.ofDays(7))));
        assertThat(event.meeting().attendees()).extracting(ExchangeAttendee::address, ExchangeAttendee::role)
            .containsExactly(tuple("petrov@corp.test", ExchangeAttendee.Role.OPTIONAL), tuple("room@corp.test", ExchangeAttendee.Role.RESOURCE));
        assertThat(read.losses()).isEmpty();
    }

    @Test void daysAreMidnightsOfTheOrganisation() {
        ExchangeEvent.Times times = read(event("DTSTART;VALUE=DATE:20260901")).item().event().times();
        assertThat(times).isEqualTo(new ExchangeEvent.Times(Instant.parse("2026-08-31T21:00:00Z"), Instant.parse("2026-09-01T21:00:00Z"), Optional.empty(), true,
            Optional.of(new ExchangeZone("Russian Standard Time")), Optional.of(new ExchangeZone("Russian Standard Time"))));
    }

    @Test void untilIsTheLastDayByTheSeriesOwnClock() {
        assertThat(until("RRULE:FREQ=DAILY;UNTIL=20260903T070000Z")).isEqualTo("2026-09-03");
        assertThat(until("RRULE:FREQ=DAILY;UNTIL=20260903T065959Z")).isEqualTo("2026-09-02");
        assertThat(until("RRULE:FREQ=DAILY;UNTIL=20260903")).isEqualTo("2026-09-03");
        assertThat(until("RRULE:FREQ=DAILY;UNTIL=20260902T220000Z")).isEqualTo("2026-09-02");
    }

    private String until(String rule) {
        return read(event("DTSTART" + MOSCOW + ":20260901T100000\n" + rule)).item().event().recurrence().orElseThrow().until().orElseThrow().toString();
    }

    @Test void textThatWasChangedWinsOverThePageBesideIt() {
        String page = "\nX-ALT-DESC;FMTTYPE=text/html:<p>Agenda: <b>one</b></p>";
        assertThat(body("DESCRIPTION:Agenda:\\none" + page)).isEqualTo(new ExchangeEvent.Body("<p>Agenda: <b>one</b></p>", true));
        assertThat(body("DESCRIPTION:Agenda:\\ntwo" + page)).isEqualTo(new ExchangeEvent.Body("Agenda:\ntwo", false));
    }

    private ExchangeEvent.Body body(String lines) {
        return read(event("DTSTART:20260901T100000Z\n" + lines)).item().event().content().body().orElseThrow();
    }

    @Test void wordOfMicrosoftHoldsUntilItIsContradicted() {
        assertThat(busy("TRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:OOF")).isEqualTo(ExchangeEvent.Busy.OUT_OF_OFFICE);
        assertThat(busy("TRANSP:TRANSPARENT\nX-MICROSOFT-CDO-BUSYSTATUS:OOF")).isEqualTo(ExchangeEvent.Busy.FREE);
        assertThat(busy("TRANSP:TRANSPARENT\nX-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE")).isEqualTo(ExchangeEvent.Busy.WORKING_ELSEWHERE);
        assertThat(busy("SUMMARY:none")).isEqualTo(ExchangeEvent.Busy.BUSY);
    }

    private ExchangeEvent.Busy busy(String lines) {
        return read(event("DTSTART:20260901T100000Z\n" + lines)).item().event().content().busy();
    }

    @Test void whatExchangeHasNoPlaceForIsNamed() {
        List<String> losses = read(event("""
            DTSTART:20260901T100000Z
            STATUS:CANCELLED
            URL:https://corp.test
            ATTACH:https://corp.test/plan
            ATTENDEE;PARTSTAT=ACCEPTED:mailto:petrov@corp.test
            BEGIN:VALARM
            ACTION:DISPLAY
            TRIGGER:PT15M
            END:VALARM""")).losses();
        assertThat(losses).containsExactly("Exchange has no place for its URL", "Exchange keeps one reminder before the start of an event, and it has others",
            "Exchange cannot be told that it is cancelled", "Exchange cannot be told what attendees answered", "Exchange takes files, and no links such as https://corp.test/plan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DTSTART:20260901T100000Z\nRDATE:20260902T100000Z\nRRULE:FREQ=DAILY", "DTSTART;TZID=Nobody:20260901T100000", "DTSTART:soon", "SUMMARY:no start",
        "DTSTART:20260901T100000Z\nDTEND:20260901T090000Z", "DTSTART:20260901T100000Z\nRRULE:FREQ=HOURLY",
        "DTSTART:20260901T100000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260903T100000Z\nDTSTART:20260903T120000Z",
        "RECURRENCE-ID:20260901T100000Z\nDTSTART:20260901T100000Z", "DTSTART:20260901T100000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nDTSTART:20260903T120000Z"})
    void whatWouldComeOutAsAnotherSeriesIsRefused(String lines) {
        assertThatThrownBy(() -> read(event(lines))).isInstanceOf(MigrationException.class);
    }

    private EventFields.Fields read(ContentLines lines) {
        return fields.fields(SilentItem.silence(lines));
    }

    private static ContentLines event(String lines) {
        return ContentLines.parse(("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20260101T000000Z\n" + lines + "\nEND:VEVENT\nEND:VCALENDAR\n").replace("\n", "\r\n"));
    }
}

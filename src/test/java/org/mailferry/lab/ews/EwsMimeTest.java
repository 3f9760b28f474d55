package org.mailferry.lab.ews;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Secret;

/** Items as iCalendar, read by a parser that nobody here wrote, and back. */
class EwsMimeTest {
    private static final String MOSCOW = "Russian Standard Time";
    private final EwsSimulator ews = new EwsSimulator(Clock.fixed(Instant.parse("2026-08-01T00:00:00Z"), ZoneOffset.UTC))
        .addImpersonatingLogin("svc", Secret.of("pass")).start();
    private final EwsMailbox ivanov = ews.addMailbox("ivanov@corp.test", "Иванов Иван");
    private final EwsTalk talk = new EwsTalk(ews, "svc:pass", "ivanov@corp.test");

    @AfterEach void stop() {
        ews.close();
    }

    @Test void everythingThatExchangeConvertsIsInIt() {
        String mime = talk.mime(ivanov.calendar().put(meeting()));
        assertThat(mime.replace("\r\n ", "")).contains("METHOD:REQUEST", "ORGANIZER;CN=Иванов Иван:MAILTO:ivanov@corp.test",
            "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN=Петров:MAILTO:petrov@corp.test", "SUMMARY;LANGUAGE=en-US:Планёрка\\, вся",
            "DTSTART;TZID=Russian Standard Time:20260901T100000", "CLASS:PRIVATE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "CATEGORIES:Красная,Работа",
            "TRIGGER;RELATED=START:-PT20M", "DESCRIPTION;LANGUAGE=en-US:Итоги & планы", "BEGIN:VTIMEZONE", "LAST-MODIFIED:");
        assertThat(mime.lines()).allMatch(line -> line.getBytes(UTF_8).length <= 75);
    }

    @Test void defectsOfRealServersAreSwitches() throws Exception {
        EwsItem item = ivanov.calendar().put(meeting());
        assertThat(parse(talk.mime(item)).<VEvent>getComponents("VEVENT")).hasSize(1);
        ews.quirks().endMissing(true).attendeesMissing(true).zoneWithLineEnd(true).lastModifiedMissing(true);
        assertThat(talk.mime(item)).doesNotContain("END:VCALENDAR", "ATTENDEE", "LAST-MODIFIED").contains("TZID:Russian Standard Time\\n", "END:VEVENT");
        ews.quirks().mimeRefused(true);
        assertThat(talk.code(EwsTalk.get(EwsTalk.id(item), "item:MimeContent"))).isEqualTo("ErrorMimeContentConversionFailed");
        assertThat(talk.code(EwsTalk.get(EwsTalk.id(item), "item:Subject"))).isEqualTo("NoError");
    }

    @Test void oneItemsMimeIsBroken() {
        EwsItem refused = ivanov.calendar().put(meeting());
        refused.refuseMime();
        EwsItem truncated = ivanov.calendar().put(meeting());
        truncated.mime("BEGIN:VCALENDAR\r\nBEGIN:VEV");
        assertThat(talk.code(EwsTalk.get(EwsTalk.id(refused), "item:MimeContent"))).isEqualTo("ErrorMimeContentConversionFailed");
        assertThat(talk.code(EwsTalk.get(EwsTalk.id(refused), "item:Subject"))).isEqualTo("NoError");
        assertThat(talk.mime(truncated)).endsWith("BEGIN:VEV");
    }

    @Test void anInstanceWithoutItsSeriesSaysWhichOneItIs() {
        EwsItem orphan = ivanov.calendar().put(meeting().text("RecurrenceId", "2026-09-01T06:00:00Z"));
        assertThat(talk.mime(orphan)).contains("RECURRENCE-ID;TZID=Russian Standard Time:20260901T090000").doesNotContain("RRULE");
    }

    @Test void oldMoscowIsWrittenWithTheRulesOfToday() {
        EwsItem item = ivanov.calendar().put(EwsEvent.titled("2012").with("<Start>2012-08-15T06:00:00Z</Start>").with("<End>2012-08-15T07:00:00Z</End>")
            .with("<StartTimeZone Id=\"" + MOSCOW + "\"/>"));
        assertThat(talk.mime(item)).contains("DTSTART;TZID=Russian Standard Time:20120815T090000", "TZOFFSETTO:+0300").doesNotContain("+0400");
    }

    @Test void aSeriesFallsOnTheDaysThatItsRuleSays() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            String pattern = pattern(random);
            LocalDate from = LocalDate.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28));
            LocalDate first = Recurrence.of(NodeReader.fragment("<Recurrence>" + pattern + EwsEvent.endless(from) + "</Recurrence>")).dates().get(0);
            String range = random.nextBoolean() ? EwsEvent.times(first, 1 + random.nextInt(12)) : EwsEvent.until(first, first.plusDays(random.nextInt(900)));
            String zone = random.nextBoolean() ? MOSCOW : "W. Europe Standard Time";
            EwsItem series = ivanov.calendar().put(EwsEvent.titled("s").at(first.atTime(10, 30), first.atTime(11, 0), zone).recurring(pattern, range));
            if (series.dates().size() > 2) {
                series.deleteOccurrence(2);
            }
            ZoneId clock = ZoneId.of(zone.equals(MOSCOW) ? "Europe/Moscow" : "Europe/Berlin");
            List<LocalDateTime> ours = java.util.stream.IntStream.rangeClosed(1, series.dates().size()).filter(number -> number != 2 || series.dates().size() <= 2)
                .mapToObj(number -> LocalDateTime.ofInstant(series.occurrence(number).originalStart(), clock)).toList();
            assertThat(instances(talk.mime(series), clock)).as("seed %d, round %d: %s %s in %s", seed, round, pattern, range, zone).isEqualTo(ours);
        }
    }

    @Test void whatIsStoredAsMimeComesBack() throws Exception {
        String text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:u-1\r\nDTSTAMP:20260801T000000Z\r\nDTSTART;TZID=Europe/Moscow:20260901T100000\r\n"
            + "DTEND;TZID=Europe/Moscow:20260901T110000\r\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=5\r\nEXDATE;TZID=Europe/Moscow:20260908T100000\r\nSUMMARY:Планёрка\\, вся\r\nCLASS:PRIVATE\r\n"
            + "CATEGORIES:a,b\\,c\r\nTRANSP:TRANSPARENT\r\nORGANIZER;CN=\"Иванов; И\":mailto:ivanov@corp.test\r\nATTENDEE;PARTSTAT=DECLINED;ROLE=OPT-PARTICIPANT:mailto:p@corp.test\r\n"
            + "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:u-1\r\nRECURRENCE-ID;TZID=Europe/Moscow:20260915T100000\r\n"
            + "DTSTART;TZID=Europe/Moscow:20260915T120000\r\nDTEND;TZID=Europe/Moscow:20260915T130000\r\nSUMMARY:Позже\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assertThat(create(text).value("m:ResponseCode")).isEqualTo("NoError");
        assertThat(ews.invitations()).isEmpty();
        EwsItem item = ivanov.calendar().items().get(0);
        assertThat(item.uid()).isEqualTo("u-1");
        String mime = talk.mime(item).replace("\r\n ", "");
        assertThat(mime).contains("RRULE:FREQ=WEEKLY;COUNT=5;INTERVAL=1;BYDAY=TU;WKST=MO", "EXDATE;TZID=Russian Standard Time:20260908T100000", "SUMMARY;LANGUAGE=en-US:Планёрка\\, вся",
            "RECURRENCE-ID;TZID=Russian Standard Time:20260915T100000", "DTSTART;TZID=Russian Standard Time:20260915T120000", "CLASS:PRIVATE", "CATEGORIES:a,b\\,c",
            "TRANSP:TRANSPARENT", "ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=DECLINED", "TRIGGER;RELATED=START:-PT60M");
        assertThat(instances(mime, ZoneId.of("Europe/Moscow"))).hasSize(4);
    }

    @Test void whatIsNoCalendarIsRefused() {
        for (String text : List.of("", "hello", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:2026\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260901T100000Z\r\nRRULE:FREQ=HOURLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART;TZID=Nowhere:20260901T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")) {
            assertThat(create(text).value("m:ResponseCode")).as(text).isEqualTo("ErrorMimeContentInvalid");
        }
        assertThat(ivanov.calendar().items()).isEmpty();
    }

    private Node create(String text) {
        return talk.message("<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items><t:CalendarItem><t:MimeContent CharacterSet=\"UTF-8\">"
            + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "</t:MimeContent></t:CalendarItem></m:Items></m:CreateItem>");
    }

    private static EwsEvent meeting() {
        return EwsEvent.titled("Планёрка, вся").at(LocalDateTime.parse("2026-09-01T10:00:00"), LocalDateTime.parse("2026-09-01T11:00:00"), MOSCOW)
            .attendee("Петров", "petrov@corp.test", "Accept").text("Sensitivity", "Private").text("LegacyFreeBusyStatus", "OOF")
            .with("<Categories><String>Красная</String><String>Работа</String></Categories>").reminder(20).html("<html><body><b>Итоги</b> &amp; планы</body></html>");
    }

    private static Calendar parse(String mime) throws Exception {
        return new CalendarBuilder().build(new StringReader(mime));
    }

    /** On the clock of the zone: that parser has an old Moscow. */
    private static List<LocalDateTime> instances(String mime, ZoneId clock) throws Exception {
        // The names of Windows are not for this parser, and this test is about days: the clock is that of the zone's city.
        String named = mime.replaceAll("(?s)BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", "").replace("TZID=" + MOSCOW, "TZID=Europe/Moscow").replace("TZID=W. Europe Standard Time", "TZID=Europe/Berlin");
        List<VEvent> events = parse(named).getComponents("VEVENT");
        ZonedDateTime from = ZonedDateTime.of(2025, 1, 1, 0, 0, 0, 0, clock);
        return events.get(0).<ZonedDateTime>calculateRecurrenceSet(new Period<>(from, from.plusYears(80))).stream().map(period -> period.getStart().toLocalDateTime()).sorted().toList();
    }

    private static String pattern(Random random) {
        String interval = "<Interval>" + (1 + random.nextInt(4)) + "</Interval>";
        String day = "<DayOfMonth>" + (random.nextInt(8) == 0 ? 31 : 1 + random.nextInt(28)) + "</DayOfMonth>";
        String month = "<Month>" + name(Month.of(1 + random.nextInt(12)).name()) + "</Month>";
        String index = "<DayOfWeekIndex>" + List.of("First", "Second", "Third", "Fourth", "Last").get(random.nextInt(5)) + "</DayOfWeekIndex>";
        String one = "<DaysOfWeek>" + (random.nextInt(3) == 0 ? List.of("Day", "Weekday", "WeekendDay").get(random.nextInt(3)) : name(DayOfWeek.of(1 + random.nextInt(7)).name())) + "</DaysOfWeek>";
        List<String> some = Arrays.stream(DayOfWeek.values()).map(each -> name(each.name())).filter(each -> random.nextInt(3) == 0).toList();
        String days = "<DaysOfWeek>" + (some.isEmpty() ? "Friday" : String.join(" ", some)) + "</DaysOfWeek>";
        return switch (random.nextInt(6)) {
            case 0 -> "<DailyRecurrence>" + interval + "</DailyRecurrence>";
            case 1 -> "<WeeklyRecurrence>" + interval + days + "<FirstDayOfWeek>" + (random.nextBoolean() ? "Sunday" : "Monday") + "</FirstDayOfWeek></WeeklyRecurrence>";
            case 2 -> "<AbsoluteMonthlyRecurrence>" + interval + day + "</AbsoluteMonthlyRecurrence>";
            case 3 -> "<RelativeMonthlyRecurrence>" + interval + one + index + "</RelativeMonthlyRecurrence>";
            case 4 -> "<AbsoluteYearlyRecurrence>" + day + month + "</AbsoluteYearlyRecurrence>";
            default -> "<RelativeYearlyRecurrence>" + one + index + month + "</RelativeYearlyRecurrence>";
        };
    }

    private static String name(String upper) {
        return CalendarText.capital(upper);
    }
}

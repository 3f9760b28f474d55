package org.mailferry.lab;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mailferry.lab.ews.EwsEvent;
import org.mailferry.lab.ews.EwsItem;
import org.mailferry.lab.ews.EwsMailbox;
import org.mailferry.lab.ews.EwsSimulator;
import org.mailferry.lab.story.Story;
import org.mailferry.lab.story.Story.Person;

/** What the company has in its calendars on the old server: around today, and some of it years back. */
final class LabCalendars {
    private static final String MOSCOW = "Russian Standard Time";
    private static final String BERLIN = "W. Europe Standard Time";
    /** Somebody made this zone by hand; no other program knows it. */
    private static final String TEA_GARDENS = """
        <t:%1$s Id="Tea gardens" Name="Tea gardens"><t:Periods><t:Period Bias="-PT5H30M" Name="Standard" Id="tea"/></t:Periods></t:%1$s>""";
    private static final String[] BOARD = {"v.sokolov", "n.lebedeva", "p.volkov", "a.smirnova", "o.kuznetsova"};

    private final Story story;
    private final LocalDate monday;
    private final Map<String, EwsMailbox> mailboxes = new HashMap<>();

    LabCalendars(Story story, LocalDate today) {
        this.story = story;
        this.monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    void fill(EwsSimulator exchange) {
        for (Person person : story.people()) {
            mailboxes.put(person.login(), exchange.addMailbox(story.address(person), person.fullName()));
            own(person);
        }
        testAccount();
        boardMeeting();
        fair();
        office();
        abroad();
        longAgo();
    }

    /** Entered on the old server while the mailbox waits for its cutover. */
    void enter(Person person, LocalDate day) {
        mailboxes.get(person.login()).calendar().put(EwsEvent.titled("Переезд почты: проверить календарь")
            .at(day.plusDays(1).atTime(17, 0), day.plusDays(1).atTime(17, 15), MOSCOW).reminder(15));
    }

    private void own(Person person) {
        put(person.login(), EwsEvent.titled("Обед").uid("lunch-" + person.login()).at(monday.atTime(13, 0), monday.atTime(14, 0), MOSCOW)
            .weekly(1, "Monday Tuesday Wednesday Thursday Friday", EwsEvent.endless(monday)).text("LegacyFreeBusyStatus", "Tentative"));
    }

    /** What the first look at the new calendar should see: a private day, and a series with gaps. */
    private void testAccount() {
        put("i.testov", EwsEvent.titled("Проверка: закрытый день").days(monday.plusDays(4), 1, MOSCOW).text("Sensitivity", "Private"));
        EwsItem series = put("i.testov", EwsEvent.titled("Проверка: через день").uid("every-other-day@" + story.domain()).at(monday.atTime(16, 0), monday.atTime(16, 30), MOSCOW)
            .recurring("<t:DailyRecurrence><t:Interval>2</t:Interval></t:DailyRecurrence>", EwsEvent.times(monday, 20)));
        series.deleteOccurrence(3);
        series.changeOccurrence(5, "<CalendarItem><Subject>Проверка: перенесено</Subject></CalendarItem>");
    }

    /** Every week; once it is left out, once it is a day later and longer. All who are invited have it too. */
    private void boardMeeting() {
        LocalDate first = monday.minusWeeks(4);
        Supplier<EwsEvent> meeting = () -> EwsEvent.titled("Планёрка").uid("planerka@" + story.domain()).at(first.atTime(10, 0), first.atTime(10, 45), MOSCOW)
            .weekly(1, "Monday", EwsEvent.times(first, 26)).text("Location", "Переговорная «Липа»").reminder(15);
        for (EwsItem copy : meeting("m.romashkina", meeting, BOARD)) {
            copy.deleteOccurrence(6);
            LocalDate tuesday = first.plusWeeks(6).plusDays(1);
            copy.changeOccurrence(7, "<CalendarItem><Subject>Планёрка: итоги квартала</Subject><Start>" + tuesday + "T08:00:00Z</Start><End>" + tuesday
                + "T10:00:00Z</End></CalendarItem>");
        }
    }

    private void fair() {
        LocalDate day = monday.plusWeeks(2).plusDays(3);
        Supplier<EwsEvent> call = () -> EwsEvent.titled("Trade fair in Nuremberg: stand & samples").uid("fair-stand@" + story.domain())
            .at(day.atTime(9, 30), day.atTime(10, 15), BERLIN).html("<p>Stand <b>B4-112</b>, 18 m².<br>Samples leave by Friday.</p>")
            .with("<t:Categories><t:String>Export</t:String></t:Categories>").text("Importance", "High");
        meeting("j.carter", () -> call.get().file("Stand B4-112.txt", "text/plain", "B4-112: 6 x 3 m".getBytes(StandardCharsets.UTF_8)), "l.fischer", "v.sokolov");
        put("l.fischer", EwsEvent.titled("Trade fair").days(monday.plusWeeks(5), 4, BERLIN).text("LegacyFreeBusyStatus", "OOF"));
    }

    private void office() {
        put("e.morozova", EwsEvent.titled("Врач").at(monday.plusDays(2).atTime(8, 30), monday.plusDays(2).atTime(9, 30), MOSCOW)
            .text("Sensitivity", "Private").reminder(60));
        put("a.smirnova", EwsEvent.titled("Отпуск").days(monday.plusWeeks(3), 14, MOSCOW).text("LegacyFreeBusyStatus", "OOF"));
        put("p.volkov", EwsEvent.titled("Инвентаризация склада").days(monday.plusWeeks(1).plusDays(5), 2, MOSCOW));
        put("n.lebedeva", EwsEvent.titled("Закрытие месяца").at(lastOfMonth().atTime(18, 0), lastOfMonth().atTime(21, 0), MOSCOW)
            .recurring("<t:AbsoluteMonthlyRecurrence><t:Interval>1</t:Interval><t:DayOfMonth>31</t:DayOfMonth></t:AbsoluteMonthlyRecurrence>",
                EwsEvent.endless(lastOfMonth())));
        put("o.kuznetsova", EwsEvent.titled("Обновление серверов").at(monday.plusDays(5).atTime(23, 30), monday.plusDays(6).atTime(2, 0), MOSCOW));
        mailboxes.get("o.kuznetsova").addBirthdays("Birthdays");
        mailboxes.get("s.pavlov").addSharedLink("Елена Морозова");
        mailboxes.get("v.sokolov").addCalendar("Командировки").put(EwsEvent.titled("Новосибирск").at(monday.plusWeeks(1).atTime(9, 0),
            monday.plusWeeks(1).plusDays(2).atTime(19, 0), "N. Central Asia Standard Time").text("Location", "Новосибирск, ул. Ленина, 1"));
    }

    private LocalDate lastOfMonth() {
        return LocalDate.of(monday.getYear(), 1, 31);
    }

    private void abroad() {
        LocalDate day = monday.plusWeeks(1).plusDays(1);
        put("j.carter", EwsEvent.titled("Call the gardens").text("Start", day + "T04:30:00Z").text("End", day + "T05:00:00Z")
            .with(TEA_GARDENS.formatted("StartTimeZone")).with(TEA_GARDENS.formatted("EndTimeZone")));
        put("l.fischer", EwsEvent.titled("Leaflet: German text").at(day.atTime(LocalTime.NOON), day.atTime(13, 0), BERLIN)
            .weekly(2, "Tuesday", EwsEvent.until(day, day.plusMonths(6))));
    }

    /** Moscow was four hours ahead of UTC then; Exchange's zone knows only today's three. */
    private void longAgo() {
        put("p.volkov", EwsEvent.titled("Открытие склада на Садовой").at(LocalDateTime.parse("2012-03-15T10:00:00"), LocalDateTime.parse("2012-03-15T11:00:00"), MOSCOW)
            .text("Start", "2012-03-15T06:00:00Z").text("End", "2012-03-15T07:00:00Z"));
    }

    /** Everybody has a copy: the organiser one with the answers, the others one with their own. */
    private List<EwsItem> meeting(String organizer, Supplier<EwsEvent> meeting, String... attendees) {
        List<EwsItem> copies = new java.util.ArrayList<>(List.of(put(organizer, invited(meeting.get(), organizer, attendees).text("AppointmentState", "1"))));
        for (String attendee : attendees) {
            copies.add(put(attendee, invited(meeting.get(), organizer, attendees).text("AppointmentState", "3").text("IsMeeting", "true")
                .text("MyResponseType", response(attendee))));
        }
        return copies;
    }

    private EwsEvent invited(EwsEvent event, String organizer, String... attendees) {
        event.organizer(story.person(organizer).fullName(), address(organizer));
        for (String attendee : attendees) {
            event.attendee(story.person(attendee).fullName(), address(attendee), response(attendee));
        }
        return event;
    }

    private static String response(String attendee) {
        return attendee.equals("v.sokolov") ? "Tentative" : "Accept";
    }

    private String address(String login) {
        return story.address(story.person(login));
    }

    private EwsItem put(String login, EwsEvent event) {
        return mailboxes.get(login).calendar().put(event);
    }
}

package org.mailferry.calendarsync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.mailferry.calendarsync.ews.EwsForTests;
import org.mailferry.lab.ews.EwsEvent;
import org.mailferry.lab.ews.EwsItem;

/** A simulated Exchange with one large calendar, in a process of its own; says its address, and then answers each line that it reads. */
final class MadeUpExchange {
    private static final LocalDate FIRST = LocalDate.parse("2025-01-06");
    private static int counted;

    private MadeUpExchange() {}

    public static void main(String[] args) throws IOException {
        try (EwsForTests exchange = new EwsForTests(); BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                put(exchange, i);
            }
            System.out.println(exchange.exchange().url());
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                System.out.println(question.equals("calls") ? calls(exchange) : change(exchange, Integer.parseInt(question.split(" ")[1])));
            }
        }
    }

    private static void put(EwsForTests exchange, int number) {
        LocalDate day = FIRST.plusDays(number % 700);
        LocalDateTime start = day.atTime(8 + number % 10, number % 4 * 15);
        EwsEvent event = EwsEvent.titled("Совещание " + number).uid("event-" + number).at(start, start.plusMinutes(45), "Russian Standard Time")
            .text("Location", "Переговорная " + number % 7).reminder(15);
        if (number % 20 > 0) {
            exchange.mailbox().calendar().put(event);
            return;
        }
        String weekday = day.getDayOfWeek().getDisplayName(java.time.format.TextStyle.FULL, java.util.Locale.ENGLISH);
        EwsItem series = exchange.mailbox().calendar().put(event.weekly(1, weekday, EwsEvent.times(day, 30)));
        if (number % 40 == 0) {
            series.deleteOccurrence(3);
            series.changeOccurrence(5, "<t:CalendarItem><t:Subject>Перенесено</t:Subject></t:CalendarItem>");
        }
    }

    private static int calls(EwsForTests exchange) {
        int made = exchange.exchange().calls().size() - counted;
        counted += made;
        return made;
    }

    private static int change(EwsForTests exchange, int items) {
        List<EwsItem> all = exchange.mailbox().calendar().items();
        for (int i = 0; i < items; i++) {
            all.get(i * all.size() / items).change("<t:CalendarItem><t:Location>Другая " + i + "</t:Location></t:CalendarItem>");
        }
        return items;
    }
}

package org.mailferry.lab.ews;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@code RecurrenceType} as RRULE and back, [MS-OXCICAL] §2.1.3.2.2. */
final class RuleText {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final List<String> INDEXES = List.of("First", "Second", "Third", "Fourth", "Last");

    private RuleText() {}

    static String write(Recurrence recurrence, EwsItem item) {
        Node pattern = recurrence.pattern;
        String frequency = pattern.localName().replaceFirst("^(Absolute|Relative)", "").replace("Recurrence", "").toUpperCase(Locale.ROOT);
        StringBuilder rule = new StringBuilder("FREQ=" + frequency);
        switch (recurrence.range.localName()) {
            case "NumberedRecurrence" -> rule.append(";COUNT=").append(recurrence.range.value("t:NumberOfOccurrences"));
            case "EndDateRecurrence" -> rule.append(";UNTIL=").append(until(LocalDate.parse(recurrence.range.value("t:EndDate").substring(0, 10)), item));
            default -> { }
        }
        rule.append(";INTERVAL=").append(recurrence.interval());
        if (pattern.find("t:DayOfMonth").isPresent()) {
            String day = pattern.value("t:DayOfMonth");
            rule.append(";BYMONTHDAY=").append(day.equals("31") ? "-1" : day); // the last day of every month
        }
        if (pattern.find("t:DaysOfWeek").isPresent()) {
            String days = recurrence.days().stream().map(CalendarText::day).collect(Collectors.joining(","));
            int index = INDEXES.indexOf(pattern.value("t:DayOfWeekIndex"));
            boolean single = index >= 0 && recurrence.days().size() == 1;
            String position = index == 4 ? "-1" : String.valueOf(index + 1);
            rule.append(";BYDAY=").append(single ? position : "").append(days).append(index >= 0 && !single ? ";BYSETPOS=" + position : "");
        }
        if (pattern.find("t:Month").isPresent()) {
            rule.append(";BYMONTH=").append(Month.valueOf(pattern.value("t:Month").toUpperCase(Locale.ROOT)).getValue());
        }
        if (frequency.equals("WEEKLY")) {
            String first = pattern.value("t:FirstDayOfWeek");
            rule.append(";WKST=").append(first.isEmpty() ? "SU" : first.substring(0, 2).toUpperCase(Locale.ROOT));
        }
        return rule.toString();
    }

    private static String until(LocalDate last, EwsItem item) {
        if (item.flag("calendar:IsAllDayEvent")) {
            return last.format(DateTimeFormatter.BASIC_ISO_DATE);
        }
        LocalTime time = item.zone().local(item.start()).toLocalTime();
        return UTC.format(item.zone().instant(last.atTime(time)));
    }

    static Node read(String value, LocalDateTime start, WindowsZone zone) {
        Map<String, String> parts = new LinkedHashMap<>();
        Arrays.stream(value.split(";")).map(part -> part.split("=", 2)).filter(part -> part.length == 2)
            .forEach(part -> parts.put(part[0].toUpperCase(Locale.ROOT), part[1].toUpperCase(Locale.ROOT)));
        Node pattern = pattern(parts, start.toLocalDate());
        String first = start.toLocalDate().toString();
        if (parts.containsKey("COUNT")) {
            return recurrence(pattern, "NumberedRecurrence", first, Node.text("t:NumberOfOccurrences", parts.get("COUNT")));
        }
        return parts.containsKey("UNTIL") ? recurrence(pattern, "EndDateRecurrence", first, Node.text("t:EndDate", last(parts.get("UNTIL"), zone)))
            : Node.of("t:Recurrence", pattern, Node.of("t:NoEndRecurrence", Node.text("t:StartDate", first)));
    }

    private static Node recurrence(Node pattern, String range, String start, Node limit) {
        return Node.of("t:Recurrence", pattern, Node.of("t:" + range, Node.text("t:StartDate", start), limit));
    }

    private static LocalDate last(String until, WindowsZone zone) {
        LocalDate date = LocalDate.parse(until.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
        return until.endsWith("Z") ? zone.local(Instant.from(UTC.parse(until))).toLocalDate() : date;
    }

    private static Node pattern(Map<String, String> parts, LocalDate start) {
        Node interval = Node.text("t:Interval", parts.getOrDefault("INTERVAL", "1"));
        List<String> days = parts.containsKey("BYDAY") ? List.of(parts.get("BYDAY").split(",")) : List.of();
        String names = days.stream().map(day -> CalendarText.dayName(day.substring(day.length() - 2))).collect(Collectors.joining(" "));
        Node dayOfMonth = Node.text("t:DayOfMonth", parts.getOrDefault("BYMONTHDAY", String.valueOf(start.getDayOfMonth())).replace("-1", "31"));
        Node month = Node.text("t:Month", CalendarText.capital(Month.of(Integer.parseInt(parts.getOrDefault("BYMONTH", String.valueOf(start.getMonthValue())))).name()));
        return switch (parts.getOrDefault("FREQ", "")) {
            case "DAILY" -> Node.of("t:DailyRecurrence", interval);
            case "WEEKLY" -> Node.of("t:WeeklyRecurrence", interval,
                Node.text("t:DaysOfWeek", names.isEmpty() ? CalendarText.capital(start.getDayOfWeek().name()) : names),
                Node.text("t:FirstDayOfWeek", CalendarText.dayName(parts.getOrDefault("WKST", CalendarText.day(DayOfWeek.MONDAY)))));
            case "MONTHLY" -> days.isEmpty() ? Node.of("t:AbsoluteMonthlyRecurrence", interval, dayOfMonth)
                : Node.of("t:RelativeMonthlyRecurrence", interval, Node.text("t:DaysOfWeek", group(names)), Node.text("t:DayOfWeekIndex", index(parts, days.get(0))));
            case "YEARLY" -> days.isEmpty() ? Node.of("t:AbsoluteYearlyRecurrence", dayOfMonth, month)
                : Node.of("t:RelativeYearlyRecurrence", Node.text("t:DaysOfWeek", group(names)), Node.text("t:DayOfWeekIndex", index(parts, days.get(0))), month);
            default -> throw MimeReader.invalid("a rule that Exchange has no pattern for: " + parts);
        };
    }

    private static String group(String names) {
        return names.split(" ").length == 7 ? "Day" : names.split(" ").length == 5 ? "Weekday" : names.equals("Saturday Sunday") ? "WeekendDay" : names;
    }

    private static String index(Map<String, String> parts, String day) {
        String position = parts.getOrDefault("BYSETPOS", day.substring(0, day.length() - 2));
        return switch (position.replace("+", "")) {
            case "1", "2", "3", "4" -> INDEXES.get(Integer.parseInt(position.replace("+", "")) - 1);
            case "-1", "5" -> "Last";
            default -> throw MimeReader.invalid("a rule that Exchange has no pattern for: " + parts);
        };
    }
}

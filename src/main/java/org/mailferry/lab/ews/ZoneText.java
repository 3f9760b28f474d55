package org.mailferry.lab.ews;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneOffsetTransitionRule;

/** A time zone as a VTIMEZONE from 1601, with one rule for each half of the year. */
final class ZoneText {
    private ZoneText() {}

    static void write(CalendarText text, WindowsZone zone, String tzid) {
        if (zone.id().equals("UTC")) {
            return;
        }
        text.line("BEGIN:VTIMEZONE").line("TZID:" + tzid);
        if (zone.rules().getTransitionRules().isEmpty()) {
            String offset = offset(zone.rules().getOffset(java.time.Instant.EPOCH));
            half(text, "STANDARD", "16010101T000000", offset, offset, "");
            half(text, "DAYLIGHT", "16010101T000000", offset, offset, "");
        }
        for (ZoneOffsetTransitionRule rule : zone.rules().getTransitionRules()) {
            boolean summer = rule.getOffsetAfter().getTotalSeconds() > rule.getStandardOffset().getTotalSeconds();
            String time = rule.createTransition(2026).getDateTimeBefore().toLocalTime().toString().replace(":", "");
            half(text, summer ? "DAYLIGHT" : "STANDARD", "16010101T" + time.substring(0, 4) + "00", offset(rule.getOffsetBefore()), offset(rule.getOffsetAfter()),
                "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=" + week(rule) + CalendarText.day(rule.getDayOfWeek()) + ";BYMONTH=" + rule.getMonth().getValue());
        }
        text.line("END:VTIMEZONE");
    }

    private static void half(CalendarText text, String name, String start, String from, String to, String rule) {
        text.line("BEGIN:" + name).line("DTSTART:" + start).line("TZOFFSETFROM:" + from).line("TZOFFSETTO:" + to);
        if (!rule.isEmpty()) {
            text.line(rule);
        }
        text.line("END:" + name);
    }

    private static int week(ZoneOffsetTransitionRule rule) {
        LocalDate day = rule.createTransition(2026).getDateTimeBefore().toLocalDate();
        return rule.getDayOfMonthIndicator() < 0 || rule.getDayOfMonthIndicator() > 22 ? -1 : (day.get(ChronoField.DAY_OF_MONTH) - 1) / 7 + 1;
    }

    private static String offset(ZoneOffset offset) {
        return offset == ZoneOffset.UTC ? "+0000" : offset.getId().replace(":", "");
    }
}

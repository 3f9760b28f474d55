package org.mailferry.lab.ews;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;

/** Lines of iCalendar, RFC 5545 §3.1 and §3.3.11, and words that it shares with EWS. */
final class CalendarText {
    private final StringBuilder out = new StringBuilder();

    /** Folded at 75 octets, between characters. */
    CalendarText line(String line) {
        int octets = 0;
        for (int i = 0; i < line.length(); ) {
            int point = line.codePointAt(i);
            int size = new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > 75) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(point);
            octets += size;
            i += Character.charCount(point);
        }
        out.append("\r\n");
        return this;
    }

    CalendarText value(String name, String text) {
        return text.isEmpty() ? this : line(name + ":" + escape(text));
    }

    static String escape(String text) {
        return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\\n").replace("\n", "\\n");
    }

    static String unescape(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                char next = value.charAt(++i);
                text.append(next == 'n' || next == 'N' ? '\n' : next);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    static String parameter(String text) {
        return text.matches("[^\";:,]*") ? text : '"' + text.replace("\"", "'") + '"';
    }

    /** {@code MO} for Monday. */
    static String day(DayOfWeek day) {
        return day.name().substring(0, 2);
    }

    static String dayName(String twoLetters) {
        return List.of(DayOfWeek.values()).stream().filter(day -> day(day).equals(twoLetters.toUpperCase(Locale.ROOT))).findFirst()
            .map(day -> capital(day.name())).orElseThrow(() -> MimeReader.invalid(twoLetters + " is no day"));
    }

    static String capital(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    @Override public String toString() {
        return out.toString();
    }
}

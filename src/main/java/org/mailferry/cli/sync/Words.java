package org.mailferry.cli.sync;

import java.time.Duration;
import java.util.Locale;

/** Figures as people read them. */
final class Words {
    private Words() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String bytes(double bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        for (; value >= 1000 && unit < units.length - 1; unit++) {
            value /= 1024;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    static String seconds(double seconds) {
        return seconds < 60 ? String.format(Locale.ROOT, "%.1f s", seconds) : time(Duration.ofSeconds(Math.round(seconds)));
    }

    static String time(Duration time) {
        if (time.toMinutes() == 0) {
            return time.toSeconds() + " s";
        }
        return time.toHours() == 0 ? time.toMinutes() + " min " + time.toSecondsPart() + " s" : time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    static String rate(long messages, long bytes, double seconds) {
        return String.format(Locale.ROOT, "%,.0f messages/s, %s/s", messages / seconds, bytes(bytes / seconds));
    }

    /** On one line, whatever a server or a user wrote. */
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}

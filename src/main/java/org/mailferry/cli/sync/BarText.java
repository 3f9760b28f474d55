package org.mailferry.cli.sync;

import java.time.Duration;

/**
 * The progress line of a terminal.
 *
 * @param done messages looked at or copied, of {@code total} in all; 0 in all while that is not known
 * @param perSecond messages a second of late; 0 while that is not known
 * @param where what is being worked on
 */
record BarText(long done, long total, long bytes, double perSecond, double bytesPerSecond, String where) {
    private static final int BAR = 24;

    /** Never longer than the terminal is wide, so that it stays on one line. */
    String fitting(int columns) {
        StringBuilder text = new StringBuilder();
        if (total > 0) {
            double part = Math.min(1, (double) done / total);
            int full = (int) Math.floor(part * BAR);
            text.append('[').append("#".repeat(full)).append(".".repeat(BAR - full)).append("] ")
                .append(String.format(java.util.Locale.ROOT, "%3d %% ", (int) Math.floor(part * 100)));
        }
        text.append(Words.count(done));
        if (total > 0) {
            text.append('/').append(Words.count(Math.max(total, done)));
        }
        text.append("  ").append(Words.bytes(bytes));
        if (perSecond > 0) {
            text.append("  ").append(Words.rate(Math.round(perSecond * 10), Math.round(bytesPerSecond * 10), 10));
            if (total > done) {
                text.append("  ").append(Words.time(Duration.ofSeconds((long) Math.ceil((total - done) / perSecond)))).append(" left");
            }
        }
        if (!where.isEmpty()) {
            text.append("  ").append(Words.line(where));
        }
        return cut(text.toString(), columns - 1);
    }

    private static String cut(String text, int width) {
        if (text.codePointCount(0, text.length()) <= width) {
            return text;
        }
        return width < 2 ? "" : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }
}

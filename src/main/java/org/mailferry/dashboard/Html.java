package org.mailferry.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a page of HTML. Every text is escaped; elements are closed by the caller's own structure. */
final class Html {
    /** One that would push the other columns off the page, such as Exchange's UIDs. */
    private static final Pattern LONG_WORD = Pattern.compile("\\S{48}");

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder();

    static String page(String title, String head, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
            + escape(title) + "</title>\n<link rel=\"stylesheet\" href=\"/dashboard/dashboard.css\">\n" + head + "</head>\n<body>\n" + body + "</body>\n</html>\n";
    }

    Html raw(String html) {
        out.append(html);
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element with escaped text. {@code tag} may carry attributes. */
    Html element(String tag, String text) {
        int space = tag.indexOf(' ');
        out.append('<').append(tag).append('>').append(escape(text)).append("</").append(space < 0 ? tag : tag.substring(0, space)).append(">\n");
        return this;
    }

    Html link(String address, String text) {
        return element("a href=\"" + escape(address) + "\"", text);
    }

    Html tableHead(String caption, List<String> columns) {
        out.append("<table>\n<caption>").append(escape(caption)).append("</caption>\n<thead><tr>");
        columns.forEach(column -> out.append("<th scope=\"col\">").append(escape(column)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        return this;
    }

    Html row(List<String> cells) {
        out.append("<tr>");
        cells.forEach(cell -> out.append(LONG_WORD.matcher(cell).find() ? "<td class=\"long\">" : "<td>").append(escape(cell)).append("</td>"));
        out.append("</tr>\n");
        return this;
    }

    /** A row whose last cell leads elsewhere. */
    Html rowWithLink(List<String> cells, String address, String text) {
        row(cells);
        out.setLength(out.length() - "</tr>\n".length());
        out.append("<td>");
        link(address, text);
        out.append("</td></tr>\n");
        return this;
    }

    Html tableEnd() {
        out.append("</tbody>\n</table>\n");
        return this;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** In the largest unit that leaves at least two of it, rounded up: {@code 40 s}, {@code 5 min}, {@code 3 h}, {@code 4 d}. */
    static String span(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return (seconds + 59) / 60 + " min";
        }
        return seconds < 172_800 ? (seconds + 3_599) / 3_600 + " h" : (seconds + 86_399) / 86_400 + " d";
    }

    static String size(long bytes) {
        if (bytes < 1_024) {
            return bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return String.format(java.util.Locale.ROOT, "%.1f %sB", (double) bytes / (1L << (unit * 10)), "KMGTPE".charAt(unit - 1));
    }

    @Override public String toString() {
        return out.toString();
    }
}

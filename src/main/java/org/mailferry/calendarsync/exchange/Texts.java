package org.mailferry.calendarsync.exchange;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as iCalendar wants them. */
final class Texts {
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]");
    private static final Pattern UNSEEN = Pattern.compile("(?is)<!--.*?-->|<(script|style|head|title)\\b.*?</\\1\\s*>");
    private static final Pattern LINE_ENDS = Pattern.compile("(?i)<br\\s*/?>|</(p|div|li|tr|h[1-6])\\s*>");
    private static final Pattern TAGS = Pattern.compile("(?s)<[^>]*>");
    private static final Pattern ENTITY = Pattern.compile("&(#x[0-9a-fA-F]{1,6}|#\\d{1,7}|[a-zA-Z]{2,8});");
    private static final Map<String, String> ENTITIES = Map.of("nbsp", " ", "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'",
        "laquo", "«", "raquo", "»", "mdash", "—", "ndash", "–");

    private Texts() {}

    /** RFC 5545 §3.3.11; what is no character of a text is left out. */
    static String escape(String text) {
        return clean(text).replace("\r\n", "\n").replace('\r', '\n')
            .replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n");
    }

    /** Without characters that neither XML nor iCalendar has. */
    static String clean(String text) {
        return CONTROLS.matcher(text).replaceAll("");
    }

    /** What a reader of the page would read. */
    static String plain(String html) {
        String marked = UNSEEN.matcher(html).replaceAll("").replaceAll("\\s+", " ");
        String bare = TAGS.matcher(LINE_ENDS.matcher(marked).replaceAll("\n")).replaceAll("");
        String read = ENTITY.matcher(bare).replaceAll(entity -> Matcher.quoteReplacement(character(entity.group(1), entity.group())));
        return read.replaceAll("[ \\t]*\\n[ \\t]*", "\n").replaceAll("\n{3,}", "\n\n").strip();
    }

    private static String character(String entity, String asItStands) {
        if (!entity.startsWith("#")) {
            return ENTITIES.getOrDefault(entity.toLowerCase(Locale.ROOT), asItStands);
        }
        int code = entity.startsWith("#x") ? Integer.parseInt(entity.substring(2), 16) : Integer.parseInt(entity.substring(1));
        return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    }
}

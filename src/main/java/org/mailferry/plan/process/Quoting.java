package org.mailferry.plan.process;

import com.samskivert.mustache.Mustache;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Sections of the pages that quote what stands in them for the shell it is pasted in: {@code {{#ps}}{{source}}{{/ps}}} for PowerShell,
 * {@code {{#sh}}} for a POSIX shell, {@code {{#sq}}} for what already stands between the single quotes of PowerShell.
 */
final class Quoting {
    /** PowerShell ends a text at the typographic quotes too. */
    private static final Pattern POWERSHELL_QUOTE = Pattern.compile("['\u2018\u2019\u201A\u201B]");
    /** What would end the line, or reorder what is read on the screen. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\u2028\u2029\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]");

    private Quoting() {}

    static void into(Map<String, Object> words) {
        words.put("ps", section(Quoting::powerShell));
        words.put("sq", section(Quoting::insidePowerShell));
        words.put("sh", section(Quoting::shell));
    }

    private static Mustache.Lambda section(UnaryOperator<String> quote) {
        return (fragment, out) -> out.write(quote.apply(fragment.execute()));
    }

    static String powerShell(String text) {
        return "'" + insidePowerShell(text) + "'";
    }

    static String insidePowerShell(String text) {
        return POWERSHELL_QUOTE.matcher(visible(text)).replaceAll("$0$0");
    }

    static String shell(String text) {
        return "'" + visible(text).replace("'", "'\\''") + "'";
    }

    private static String visible(String text) {
        return UNSEEN.matcher(text).replaceAll("");
    }
}

package org.mailferry.kernel;

import java.util.regex.Pattern;

/** Text that is safe to open in a spreadsheet, which would run a cell that begins with {@code =}, {@code +}, {@code -} or {@code @}. */
public final class SpreadsheetCell {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9 ().-]*");

    private SpreadsheetCell() {}

    /** Whether a spreadsheet would compute it. A number with its sign, such as a telephone number, stays what it is. */
    public static boolean isFormula(String text) {
        String shown = text.stripLeading();
        boolean begins = !shown.isEmpty() && "=+-@\uFF1D\uFF0B\uFF0D\uFF20".indexOf(shown.charAt(0)) >= 0 || text.startsWith("\t") || text.startsWith("\r");
        return begins && !NUMBER.matcher(shown).matches();
    }

    /** For reports that people read: the text itself, behind an apostrophe where it would be computed. */
    public static String harmless(String text) {
        return isFormula(text) ? "'" + text : text;
    }
}

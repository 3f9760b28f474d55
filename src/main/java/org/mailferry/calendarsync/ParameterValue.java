package org.mailferry.calendarsync;

import java.util.ArrayList;
import java.util.List;

/** How a parameter's value is written: quotes by RFC 5545 §3.2, carets by RFC 6868. */
final class ParameterValue {
    private ParameterValue() {}

    static String encode(String value) {
        String careted = value.replace("^", "^^").replace("\r\n", "^n").replace("\n", "^n").replace("\"", "^'");
        boolean quotes = careted.chars().anyMatch(c -> c == ',' || c == ';' || c == ':');
        return quotes ? '"' + careted + '"' : careted;
    }

    /** One of the values as it stands, with or without quotes. A caret before anything else stands for itself. */
    static String decode(String spelling) {
        String bare = spelling.length() > 1 && spelling.startsWith("\"") && spelling.endsWith("\"")
            ? spelling.substring(1, spelling.length() - 1) : spelling;
        StringBuilder value = new StringBuilder(bare.length());
        for (int i = 0; i < bare.length(); i++) {
            char next = bare.charAt(i) == '^' && i + 1 < bare.length() ? bare.charAt(i + 1) : ' ';
            boolean escape = next == 'n' || next == '^' || next == '\'';
            value.append(!escape ? bare.charAt(i) : next == 'n' ? '\n' : next == '^' ? '^' : '"');
            i += escape ? 1 : 0;
        }
        return value.toString();
    }

    /** The values of a list, split at the commas outside quotes. */
    static List<String> split(String spelling) {
        List<String> values = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < spelling.length(); i++) {
            if (spelling.charAt(i) == '"') {
                quoted = !quoted;
            } else if (spelling.charAt(i) == ',' && !quoted) {
                values.add(spelling.substring(from, i));
                from = i + 1;
            }
        }
        values.add(spelling.substring(from));
        return values;
    }
}

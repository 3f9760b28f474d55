package org.mailferry.mailflow;

import java.util.Locale;
import org.mailferry.mailflow.SpfVerdict.Result;

/**
 * A mechanism of an SPF record (RFC 7208 §4.6.1), for example {@code ~include:_spf.corp.test} or {@code a:mail.corp.test/28//64}.
 *
 * @param value what follows the colon, without prefix lengths for {@code a} and {@code mx}; empty when nothing does
 */
record SpfTerm(Result result, String mechanism, String value, int v4Bits, int v6Bits) {

    /** @throws IllegalArgumentException when the text is no mechanism */
    static SpfTerm parse(String text) {
        Result result = switch (text.charAt(0)) {
            case '-' -> Result.FAIL;
            case '~' -> Result.SOFTFAIL;
            case '?' -> Result.NEUTRAL;
            default -> Result.PASS;
        };
        String rest = "+-~?".indexOf(text.charAt(0)) >= 0 ? text.substring(1) : text;
        int end = firstOf(rest, ':', '/');
        String mechanism = rest.substring(0, end).toLowerCase(Locale.ROOT);
        String value = end < rest.length() && rest.charAt(end) == ':' ? rest.substring(end + 1) : rest.substring(end);
        if (mechanism.equals("ip4") || mechanism.equals("ip6")) {
            return new SpfTerm(result, mechanism, value, 32, 128);
        }
        int slash = value.indexOf('/');
        return slash < 0 ? new SpfTerm(result, mechanism, value, 32, 128) : withPrefix(result, mechanism, value, slash);
    }

    private static SpfTerm withPrefix(Result result, String mechanism, String value, int slash) {
        String bits = value.substring(slash);
        int second = bits.indexOf("//");
        String v4 = second < 0 ? bits.substring(1) : second == 0 ? "32" : bits.substring(1, second);
        String v6 = second < 0 ? "128" : bits.substring(second + 2);
        return new SpfTerm(result, mechanism, value.substring(0, slash), bits(v4, 32), bits(v6, 128));
    }

    private static int bits(String text, int most) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("'/" + text + "' is not a prefix length");
        }
        return Integer.parseInt(text);
    }

    private static int firstOf(String text, char one, char other) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == one || text.charAt(i) == other) {
                return i;
            }
        }
        return text.length();
    }
}

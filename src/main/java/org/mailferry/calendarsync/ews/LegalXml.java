package org.mailferry.calendarsync.ews;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer without the characters that XML 1.0 forbids and that Exchange writes all the same, as references or as they are. */
final class LegalXml {
    private static final Pattern REFERENCE = Pattern.compile("&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,9}));");

    private LegalXml() {}

    static byte[] of(byte[] octets) {
        String text = REFERENCE.matcher(new String(octets, StandardCharsets.UTF_8)).replaceAll(LegalXml::legal);
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().filter(LegalXml::isLegal).forEach(legal::appendCodePoint);
        return legal.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String legal(java.util.regex.MatchResult reference) {
        long point = reference.group(1) != null ? Long.parseLong(reference.group(1), 16) : Long.parseLong(reference.group(2));
        return point <= 0x10FFFF && isLegal((int) point) ? Matcher.quoteReplacement(reference.group()) : "";
    }

    static boolean isLegal(int point) {
        return point == '\t' || point == '\n' || point == '\r' || point >= 0x20 && point <= 0xD7FF || point >= 0xE000 && point <= 0xFFFD || point >= 0x10000;
    }
}

package org.mailferry.plan.roster;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text as spreadsheets save it: UTF-8 with or without a byte order mark, UTF-16 with one, else Windows' Cyrillic code page. */
final class RosterText {
    private static final Charset CP1251 = Charset.forName("windows-1251");

    private RosterText() {}

    static String decode(byte[] bytes) {
        if (bytes.length >= 2 && ((bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF || (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE)) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            // Cyrillic letters of CP1251 are hardly ever valid UTF-8, so what does not decode is taken for that.
            return new String(bytes, CP1251);
        }
    }
}

package org.mailferry.calendarsync;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** RFC 5545 §3.1: a line has at most 75 octets; what is longer goes on after a line end and a space. */
final class Folding {
    private static final int LONGEST = 75;

    private Folding() {}

    /** With its line end. Never splits a character, so a reader that decodes before it unfolds sees the same text. */
    static byte[] fold(String line) {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream folded = new ByteArrayOutputStream(octets.length + octets.length / 25 + 2);
        int from = 0;
        int room = LONGEST;
        while (octets.length - from > room) {
            int to = from + room;
            while (isContinuation(octets[to])) {
                to--;
            }
            folded.write(octets, from, to - from);
            folded.writeBytes(new byte[] {'\r', '\n', ' '});
            from = to;
            room = LONGEST - 1;
        }
        folded.write(octets, from, octets.length - from);
        folded.writeBytes(new byte[] {'\r', '\n'});
        return folded.toByteArray();
    }

    /** The text of a line that came folded, even inside a character, as Exchange folds. Bytes that are no UTF-8 become U+FFFD. */
    static String unfold(byte[] raw) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '\r' || raw[i] == '\n') {
                i += raw[i] == '\r' && i + 1 < raw.length && raw[i + 1] == '\n' ? 1 : 0;
                // The space or tab after a line end; at the very end there is none.
                i++;
                continue;
            }
            whole.write(raw[i]);
        }
        return whole.toString(StandardCharsets.UTF_8);
    }

    /** UTF-8 writes the second and later octets of a character as 10xxxxxx. */
    private static boolean isContinuation(byte octet) {
        return (octet & 0xC0) == 0x80;
    }
}

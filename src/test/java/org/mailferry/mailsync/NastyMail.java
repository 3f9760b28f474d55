package org.mailferry.mailsync;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages that no good program writes, and that lie in every old mailbox. One character stands for one byte. */
final class NastyMail {
    private static final List<String> LINE_ENDS = List.of("\r\n", "\r\n", "\r\n", "\n", "\r", "\r\r\n", "");
    private static final List<String> PIECES = List.of("Subject: piece", "From sender Mon Jan  1 00:00:00 2020", "Content-Type: multipart/mixed; boundary=\"b", "--b",
        "--b--", "Content-Transfer-Encoding: base64", "Content-Type: text/plain; charset=no-such-charset", "Message-ID: <", "Message-ID: <same@corp.test>",
        "=?koi8-r?B?99nQydPLwSE", "\u00cf\u00d4\u00d7\u00c5\u00d4", "\u00d0\u00bf\u00d1\u0080\u00d0\u00b8", ".", "..", ")", "* 1 EXISTS", "{12}", "{3+}", "\\", "\"", "\t", " ",
        ": empty name", "no colon", "\u00ff\u00fe", "X-Long: " + "l".repeat(1_200), "begin 644 file.bin", "\u001b$B", "\u007f\u0001\u0008");

    private NastyMail() {}

    /** By what is odd about each, always the same for a seed. */
    static Map<String, byte[]> written(long seed) {
        Map<String, String> mail = new LinkedHashMap<>();
        mail.put("bare line feeds", "Subject: bare\nline feeds\n\nbody\nwithout CR\n");
        mail.put("lone carriage returns", "Subject: lone\r\n\r\na\rb\r\n");
        mail.put("a carriage return too many", "Subject: many\r\r\n\r\r\nbody\r\r\n");
        mail.put("a carriage return at the end", "Subject: return\r\n\r\nbody\r");
        mail.put("no Message-ID", "Subject: none\r\n\r\nbody\r\n");
        mail.put("a twin", "Subject: twin\r\n\r\ntwin\r\n");
        mail.put("its twin", "Subject: twin\r\n\r\ntwin\r\n");
        mail.put("raw KOI8-R in a header", "Subject: \u00cf\u00d2\u00c9\u00d7\r\n\r\nbody\r\n");
        mail.put("raw UTF-8 in a header", "From: \u00d0\u00b0\u00d0\u00bd\u00d0\u00bd\u00d0\u00b0\r\n\r\nbody\r\n");
        mail.put("NUL in the body", "Subject: nul\r\n\r\na\0b\r\n");
        mail.put("NUL in the header", "Subject: n\0l\r\n\r\nbody\r\n");
        mail.put("no end of line", "Subject: end\r\n\r\nbody");
        mail.put("only a header", "Subject: only a header\r\n");
        mail.put("no header", "no header at all");
        mail.put("nothing but the empty line", "\r\n");
        mail.put("empty lines", "\r\n\r\n");
        mail.put("nothing", "");
        mail.put("one letter", "x");
        mail.put("a line of a megabyte", "Subject: long\r\n\r\n" + "y".repeat(1 << 20) + "\r\n");
        mail.put("a header of a megabyte", "X-Long: " + "x ".repeat(1 << 19) + "\r\n\r\nbody\r\n");
        mail.put("a folded header of a megabyte", "X-Long:" + (" " + "x".repeat(70) + "\r\n").repeat(14_000) + "\r\nbody\r\n");
        mail.put("5,000 headers", "X-Many: header\r\n".repeat(5_000) + "\r\nbody\r\n");
        mail.put("a boundary that never comes", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nnever ended\r\n");
        mail.put("a boundary of nothing", "Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n\r\n--\r\n");
        mail.put("nested 100 deep", nested(100));
        mail.put("messages within messages, 100 deep", "Content-Type: message/rfc822\r\n\r\n".repeat(100) + "Subject: innermost\r\n\r\nbody\r\n");
        mail.put("UTF-16", "Content-Type: text/plain; charset=utf-16\r\n\r\n\u00ff\u00fea\0b\0\r\0\n\0");
        mail.put("a charset that is none", "Content-Type: text/plain; charset=\"=?x?\"\r\nSubject: =?no-such?Q?=FF?=\r\n\r\n\u00ff\r\n");
        mail.put("an mbox line first", "From sender Mon Jan  1 00:00:00 2020\r\nSubject: mbox\r\n\r\n>From body\r\nFrom body\r\n");
        mail.put("a broken date", "Date: Thu, 99 Foo 20x5 99:99:99 +9999\r\nSubject: date\r\n\r\nbody\r\n");
        mail.put("a header without a colon", "Subject fold\r\n\tfolded\r\n\r\nbody\r\n");
        mail.put("a header that begins folded", " folded\r\nSubject: fold\r\n\r\nbody\r\n");
        mail.put("an encoded word never ended", "Subject: =?utf-8?B?0J\r\n\r\nbody\r\n");
        mail.put("words of the protocol", ".\r\n..\r\n) UID 5 FLAGS (\\Deleted)\r\n\r\n{10+}\r\n");
        mail.put("ends like a literal", "Subject: literal\r\n\r\n{10}");
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            mail.put("random " + i, random(random));
        }
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        mail.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.ISO_8859_1)));
        return bytes;
    }

    private static String nested(int depth) {
        StringBuilder text = new StringBuilder("Subject: nested\r\n");
        for (int level = 0; level < depth; level++) {
            text.append("Content-Type: multipart/mixed; boundary=b").append(level).append("\r\n\r\n--b").append(level).append("\r\n");
        }
        return text.append("Content-Type: text/plain\r\n\r\ninnermost\r\n").toString();
    }

    private static String random(Random random) {
        // Some servers look no further than the header.
        StringBuilder text = new StringBuilder(List.of("", "Subject: random\r\n", "Subject: random\r\n\r\n", "From: =?x\r\n\r\n").get(random.nextInt(4)));
        for (int lines = random.nextInt(30); lines >= 0; lines--) {
            text.append(PIECES.get(random.nextInt(PIECES.size()))).append(LINE_ENDS.get(random.nextInt(LINE_ENDS.size())));
            if (random.nextInt(8) == 0) {
                text.append((char) random.nextInt(256)).append("\r\n\r\n");
            }
        }
        return text.toString();
    }
}

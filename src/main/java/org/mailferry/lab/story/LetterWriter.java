package org.mailferry.lab.story;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Writes letters as the programs of an office write them: RFC 5322 with encoded words (RFC 2047), different character sets and
 * transfer encodings, HTML beside the text, attachments with Cyrillic names (RFC 2231).
 */
final class LetterWriter {
    private static final List<Charset> CYRILLIC = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_8, Charset.forName("KOI8-R"), Charset.forName("windows-1251"));
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    private final Random random;

    LetterWriter(Random random) {
        this.random = random;
    }

    /** @param earlier message ids of the thread so far, oldest first */
    record Draft(String from, List<String> to, String subject, ZonedDateTime written, String id, List<String> earlier, String text, boolean html, Optional<String> attachment) {}

    byte[] write(Draft draft) {
        StringBuilder letter = new StringBuilder();
        letter.append("From: ").append(address(draft.from())).append("\r\n");
        if (!draft.to().isEmpty()) {
            letter.append("To: ").append(String.join(",\r\n ", draft.to().stream().map(LetterWriter::address).toList())).append("\r\n");
        }
        letter.append("Subject: ").append(words(draft.subject())).append("\r\n");
        letter.append("Date: ").append(DateTimeFormatter.RFC_1123_DATE_TIME.format(draft.written())).append("\r\n");
        letter.append("Message-ID: ").append(draft.id()).append("\r\n");
        if (!draft.earlier().isEmpty()) {
            letter.append("In-Reply-To: ").append(draft.earlier().get(draft.earlier().size() - 1)).append("\r\n");
            letter.append("References: ").append(String.join("\r\n ", draft.earlier())).append("\r\n");
        }
        letter.append("MIME-Version: 1.0\r\n");
        letter.append(draft.attachment().map(name -> withAttachment(draft, name)).orElseGet(() -> body(draft)));
        return letter.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String body(Draft draft) {
        if (!draft.html()) {
            return text("plain", draft.text().replaceAll("(?<!\r)\n", "\r\n"));
        }
        String boundary = boundary();
        return "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n" + text("plain", draft.text())
            + "\r\n--" + boundary + "\r\n" + text("html", "<html><body><h1>" + draft.subject() + "</h1><p>" + draft.text() + "</p></body></html>")
            + "\r\n--" + boundary + "--\r\n";
    }

    private String withAttachment(Draft draft, String name) {
        String boundary = boundary();
        byte[] content = new byte[6_000 + random.nextInt(40_000)];
        random.nextBytes(content);
        return "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\nThis is a message with several parts.\r\n--" + boundary + "\r\n" + body(draft)
            + "\r\n--" + boundary + "\r\nContent-Type: " + type(name) + "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n filename*=UTF-8''"
            + percent(name) + "\r\n\r\n" + LINES.encodeToString(content) + "\r\n--" + boundary + "--\r\n";
    }

    private String text(String kind, String text) {
        Charset charset = ascii(text) ? StandardCharsets.UTF_8 : CYRILLIC.get(random.nextInt(CYRILLIC.size()));
        Charset usable = charset.newEncoder().canEncode(text) ? charset : StandardCharsets.UTF_8;
        String head = "Content-Type: text/" + kind + "; charset=" + usable.name().toLowerCase(java.util.Locale.ROOT) + "\r\n";
        if (random.nextBoolean()) {
            return head + "Content-Transfer-Encoding: base64\r\n\r\n" + LINES.encodeToString(text.getBytes(usable)) + "\r\n";
        }
        return head + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quotedPrintable(text, usable) + "\r\n";
    }

    private String boundary() {
        return "=_" + Long.toHexString(random.nextLong());
    }

    private static String quotedPrintable(String text, Charset charset) {
        StringBuilder out = new StringBuilder();
        for (String line : text.split("\r\n", -1)) {
            int column = 0;
            for (byte octet : line.getBytes(charset)) {
                String coded = octet >= ' ' && octet < 127 && octet != '=' ? String.valueOf((char) octet) : String.format("=%02X", octet & 0xff);
                if (column + coded.length() > 75) {
                    out.append("=\r\n");
                    column = 0;
                }
                out.append(coded);
                column += coded.length();
            }
            out.append("\r\n");
        }
        // A space that ends a line would get lost on the way (RFC 2045 §6.7).
        return out.substring(0, out.length() - 2).replace(" \r\n", "=20\r\n");
    }

    private static String address(String mailbox) {
        int bracket = mailbox.indexOf(" <");
        return words(mailbox.substring(0, bracket)) + mailbox.substring(bracket);
    }

    /** Encoded words of at most 75 characters, never splitting a character. */
    private static String words(String text) {
        if (ascii(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        for (int point : text.codePoints().toArray()) {
            byte[] character = Character.toString(point).getBytes(StandardCharsets.UTF_8);
            if (word.size() + character.length > 45) {
                out.append(encoded(word)).append("\r\n ");
                word.reset();
            }
            word.writeBytes(character);
        }
        return out.append(encoded(word)).toString();
    }

    private static String encoded(ByteArrayOutputStream word) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(word.toByteArray()) + "?=";
    }

    private static String percent(String name) {
        return java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
    }

    private static String type(String name) {
        return name.endsWith(".pdf") ? "application/pdf" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }
}

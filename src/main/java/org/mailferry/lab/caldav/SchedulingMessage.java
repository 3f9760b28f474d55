package org.mailferry.lab.caldav;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;

/**
 * What the server tells somebody because a meeting was stored, changed or deleted.
 *
 * @param method of iTIP: {@code REQUEST}, {@code CANCEL} or {@code REPLY}
 * @param calendar the meeting
 */
public record SchedulingMessage(String method, String sender, String recipient, String uid, String calendar) {
    /** As it travels by mail, RFC 6047 §2. */
    public byte[] letter(Instant sent) {
        String head = String.join("\r\n", "From: " + sender, "To: " + recipient, "Subject: " + method.charAt(0) + method.substring(1).toLowerCase(java.util.Locale.ROOT),
            "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(sent.atOffset(ZoneOffset.UTC)),
            "Message-ID: <" + UUID.randomUUID() + "@" + sender.substring(sender.indexOf('@') + 1) + ">", "MIME-Version: 1.0",
            "Content-Type: text/calendar; charset=utf-8; method=" + method, "Content-Transfer-Encoding: base64");
        String body = Base64.getMimeEncoder().encodeToString(calendar.getBytes(StandardCharsets.UTF_8));
        return (head + "\r\n\r\n" + body + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}

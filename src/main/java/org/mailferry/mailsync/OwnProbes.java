package org.mailferry.mailsync;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailferry.kernel.OwnMessages;
import org.mailferry.kernel.PlanName;

/** Finds our own probes among the messages in hand. The log is asked only about a message that says of itself that it is one. */
final class OwnProbes {
    /** A probe is a few lines; whatever relays write above them stays below this. */
    private static final long LARGEST = 64 * 1024;
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^message-id:\\s*(" + Pattern.quote(OwnMessages.MESSAGE_ID_PREFIX) + "[^>\\s]+>)");

    private final OwnMessages own;
    private final PlanName plan;

    OwnProbes(OwnMessages own, PlanName plan) {
        this.own = own;
        this.plan = plan;
    }

    boolean contain(Message message) {
        if (message.content().sizeBytes() > LARGEST) {
            return false;
        }
        Matcher messageId = MESSAGE_ID.matcher(header(message.content()));
        return messageId.find() && own.sent(plan, messageId.group(1));
    }

    private static String header(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) content.sizeBytes());
        try {
            content.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? text : text.substring(0, end);
    }
}

package org.mailferry.reconcile;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailferry.kernel.Sha256;
import org.mailferry.mailsync.Content;

/** Finds the Message-ID in the beginning of a message. */
final class MessageIdHeader {
    private static final int LOOKED_AT = 16 * 1024;
    private static final Pattern HEADER = Pattern.compile("(?im)^message-id:\\s*(\\S.*)$");

    private MessageIdHeader() {}

    /** 0 when it has none. */
    static long numberOf(Content content) {
        Beginning beginning = new Beginning();
        try {
            content.writeTo(beginning);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Matcher header = HEADER.matcher(beginning.header());
        return header.find() ? ByteBuffer.wrap(Sha256.digest().digest(header.group(1).strip().getBytes(StandardCharsets.ISO_8859_1))).getLong() : 0;
    }

    /** Keeps the first bytes written to it. */
    private static final class Beginning extends OutputStream {
        private final byte[] bytes = new byte[LOOKED_AT];
        private int length;

        @Override public void write(int value) {
            if (length < bytes.length) {
                bytes[length++] = (byte) value;
            }
        }

        @Override public void write(byte[] from, int offset, int count) {
            int taken = Math.min(count, bytes.length - length);
            System.arraycopy(from, offset, bytes, length, taken);
            length += taken;
        }

        String header() {
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? text : text.substring(0, end);
        }
    }
}

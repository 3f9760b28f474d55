package org.mailferry.mailsync.imap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.mailferry.mailsync.Content;

/** A literal that was kept apart from its line. Whoever takes its content closes it; what nobody takes is closed with the line. */
final class Literal {
    private final Content content;
    private boolean taken;

    Literal(Content content) {
        this.content = content;
    }

    Content take() {
        taken = true;
        return content;
    }

    void drop() {
        if (!taken) {
            content.close();
        }
    }

    /** Its bytes, one letter each. */
    String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}

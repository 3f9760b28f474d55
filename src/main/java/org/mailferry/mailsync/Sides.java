package org.mailferry.mailsync;

/** Both sides of a mailbox, opened together. */
public record Sides(MailStore source, MailStore target) implements AutoCloseable {
    @Override public void close() {
        try {
            target.close();
        } finally {
            source.close();
        }
    }
}

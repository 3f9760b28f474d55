package org.mailferry.cli.endpoint;

/** What was asked for makes no sense; the text says what would. */
public final class UsageException extends RuntimeException {
    public UsageException(String message) {
        super(message);
    }
}

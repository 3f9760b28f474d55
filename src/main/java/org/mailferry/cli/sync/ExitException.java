package org.mailferry.cli.sync;

/** Ends a mailbox's run with that code; the text is for the user. */
final class ExitException extends RuntimeException {
    private final ExitCode code;

    ExitException(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}

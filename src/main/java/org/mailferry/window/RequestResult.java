package org.mailferry.window;

/** The answer to a request for a window. */
public sealed interface RequestResult {
    record Requested(String windowId) implements RequestResult {}

    /** @param problem in words for who asked */
    record Refused(String problem) implements RequestResult {}
}

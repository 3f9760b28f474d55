package org.mailferry.target;

/** What became of a request to open or block an account. */
public record AccessResult(Outcome outcome, String text) {
    public enum Outcome {
        CHANGED,
        /** It already was as asked. */
        UNCHANGED,
        /** Nothing was done or checked: the platform's administrator does it. */
        LEFT_TO_PEOPLE
    }
}

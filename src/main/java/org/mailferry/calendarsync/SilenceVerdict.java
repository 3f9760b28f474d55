package org.mailferry.calendarsync;

/**
 * What a probe came to.
 *
 * @param mayGoOn calendars may be written: it was silent, or a proof of before still holds and this one only could not be had
 * @param text for people
 */
public record SilenceVerdict(Kind kind, boolean mayGoOn, String text) {
    public enum Kind {
        /** Nobody was told, and the decoy would have heard. */
        SILENT,
        /** Somebody was told, or got mail that nobody can explain. */
        LOUD,
        /** Nothing came, but nothing would have. */
        UNPROVED
    }
}

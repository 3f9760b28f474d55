package org.mailferry.mailsync;

/** Why nothing more can be copied until a person acts. */
public record CopyRefusal(Reason reason, String text) {
    public enum Reason {
        OVERQUOTA, LOGIN,
        /** A side lost so many messages at once that a person has to say that this is meant. */
        VANISHED
    }
}

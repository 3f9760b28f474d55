package org.mailferry.mailsync;

/** Why nothing more can be copied until a person acts. */
public record CopyRefusal(Reason reason, String text) {
    public enum Reason { OVERQUOTA, LOGIN }
}

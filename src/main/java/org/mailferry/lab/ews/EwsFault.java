package org.mailferry.lab.ews;

import java.time.Duration;

/** What happens to a request instead of an answer. */
public final class EwsFault {
    enum Kind { HTTP, SOAP, BUSY, BUSY_MESSAGE, LOST, CUT, ILLEGAL }

    final Kind kind;
    final int status;
    final String code;
    final Duration backOff;

    private EwsFault(Kind kind, int status, String code, Duration backOff) {
        this.kind = kind;
        this.status = status;
        this.code = code;
        this.backOff = backOff;
    }

    /** Not carried out: the web server answers with that status and a page. */
    public static EwsFault http(int status) {
        return new EwsFault(Kind.HTTP, status, "", Duration.ZERO);
    }

    /** Not carried out: a SOAP fault with that response code. */
    public static EwsFault error(String code) {
        return new EwsFault(Kind.SOAP, 500, code, Duration.ZERO);
    }

    /** Not carried out: {@code ErrorServerBusy} as a SOAP fault, with the delay in it. */
    public static EwsFault busy(Duration backOff) {
        return new EwsFault(Kind.BUSY, 500, "ErrorServerBusy", backOff);
    }

    /** Not carried out: {@code ErrorServerBusy} in a response message with HTTP 200, with the delay in it. */
    public static EwsFault busyMessage(Duration backOff) {
        return new EwsFault(Kind.BUSY_MESSAGE, 200, "ErrorServerBusy", backOff);
    }

    /** Carried out, and the connection ends without an answer. */
    public static EwsFault lostAnswer() {
        return new EwsFault(Kind.LOST, 0, "", Duration.ZERO);
    }

    /** Carried out, and the connection ends in the middle of the answer. */
    public static EwsFault cutAnswer() {
        return new EwsFault(Kind.CUT, 0, "", Duration.ZERO);
    }

    /** Carried out, and the answer holds a character that XML 1.0 forbids. */
    public static EwsFault illegalCharacter() {
        return new EwsFault(Kind.ILLEGAL, 0, "", Duration.ZERO);
    }
}

package org.mailferry.mailflow;

/**
 * What was found at a port.
 *
 * @param greeting the server's first line, empty where none was asked for
 * @param tls the protocol version agreed on, such as {@code TLSv1.3}; empty without TLS
 * @param problem what is wrong, empty when nothing is
 */
public record ListenerFinding(State state, String greeting, String tls, String problem) {
    /** {@code REFUSED}: the host says nobody listens. {@code UNREACHABLE}: nothing came back, or the host has no address. */
    public enum State { ANSWERS, REFUSED, UNREACHABLE }

    public boolean good() {
        return state == State.ANSWERS && problem.isEmpty();
    }


    /** For example {@code answers with TLSv1.3}. */
    public String text() {
        if (!problem.isEmpty()) {
            return problem;
        }
        return tls.isEmpty() ? "answers" : "answers with " + tls;
    }
}

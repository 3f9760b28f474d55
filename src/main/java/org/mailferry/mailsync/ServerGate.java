package org.mailferry.mailsync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What all mailboxes and nodes share of each mail server: its connections, its rate, and what it taught by refusing. Every call is one
 * short transaction of its own; nothing stays locked while mail is copied.
 */
public interface ServerGate extends ServerLoads {
    /** Slots for all of the callers or for none. They come free when released, or at {@code until}, whatever becomes of their holder. */
    Admission admit(List<Caller> callers, Instant until);

    void release(Slot slot);

    /** The server let the caller in, after refusals: its next refusal is the first again. */
    void welcomed(Slot slot);

    /**
     * Releases the slot, if it is held still, and keeps what the server's words mean for its scope. Whether it is a refused connection
     * or a back-off, others hear of it before they connect.
     *
     * @param text the server's own words
     * @return how long this caller waits
     */
    Duration heard(Slot slot, ServerWords words, String text);

    /**
     * Books messages before they are read from a server or stored there.
     *
     * @param patience longest wait that the caller can spare
     * @return how long to wait before they move; above {@code patience} nothing was booked
     */
    Duration book(Caller caller, boolean upload, long bytes, int messages, Duration patience);

    /** The right to one connection. */
    record Slot(String id, Caller caller, boolean refusedBefore) {}

    sealed interface Admission {
        /** In the order of the callers. */
        record Admitted(List<Slot> slots) implements Admission {}

        record Later(Duration pause, String reason) implements Admission {}
    }
}

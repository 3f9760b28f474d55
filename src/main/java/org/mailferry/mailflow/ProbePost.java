package org.mailferry.mailflow;

/** Hands probes in by SMTP. */
public interface ProbePost {
    /**
     * Sends one message with that Message-ID.
     *
     * @throws org.mailferry.kernel.MigrationException {@code TRANSIENT} when the server cannot be reached or defers, {@code PERMANENT}
     *     when it refuses; the message holds the server's reply
     */
    void send(Probe probe, String messageId);
}

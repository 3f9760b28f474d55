package org.mailferry.lab.fault;

import java.time.Duration;

/**
 * What is wrong with the line to a server.
 *
 * @param bytesPerSecond speed of each connection, 0 for unlimited
 * @param dropAfterBytes a connection breaks once it carried so many bytes from the server, 0 for never
 */
public record Fault(boolean refuses, long bytesPerSecond, long dropAfterBytes) {
    public static final Fault NONE = new Fault(false, 0, 0);
    public static final Fault REFUSING = new Fault(true, 0, 0);

    public static Fault throttledTo(long bytesPerSecond) {
        return new Fault(false, bytesPerSecond, 0);
    }

    public static Fault droppingAfter(long bytes) {
        return new Fault(false, 0, bytes);
    }

    boolean breaksAfter(long carriedBytes) {
        return dropAfterBytes > 0 && carriedBytes >= dropAfterBytes;
    }

    /** How long so many bytes take on this line. */
    Duration timeFor(long bytes) {
        return bytesPerSecond == 0 ? Duration.ZERO : Duration.ofNanos(bytes * 1_000_000_000L / bytesPerSecond);
    }
}

package org.mailferry.mailsync;

import java.time.Duration;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Pacer;

/** Keeps the messages of one connection within its server's rates. */
@FunctionalInterface
interface ServerPace {
    ServerPace FREE = (upload, bytes, messages) -> { };

    /** Returns when they may move. @throws MigrationException {@code THROTTLED} when that takes longer than the slice can spare */
    void await(boolean upload, long bytes, int messages);

    static ServerPace of(ServerGate gate, Caller caller, Deadline deadline, Duration patience, Pacer pacer) {
        return (upload, bytes, messages) -> {
            Duration left = Duration.between(deadline.clock().instant(), deadline.soft());
            Duration spare = left.isNegative() ? Duration.ZERO : left.compareTo(patience) < 0 ? left : patience;
            Duration wait = gate.book(caller, upload, bytes, messages, spare);
            if (wait.compareTo(spare) > 0) {
                throw MigrationException.throttled(wait, caller.server() + " has had its share for now");
            }
            if (!wait.isZero()) {
                pacer.pause(wait);
            }
        };
    }
}

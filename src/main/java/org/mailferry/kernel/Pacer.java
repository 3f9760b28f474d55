package org.mailferry.kernel;

import java.time.Duration;

/** Pauses. Tests count them instead of waiting. */
@FunctionalInterface
public interface Pacer {
    /** Waits; returns early with the interrupt flag set when the thread is interrupted. */
    void pause(Duration time);

    Pacer SLEEPING = time -> {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    };
}

package org.mailferry.mailsync;

import java.time.Duration;
import java.util.function.Supplier;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;

/** Hears a server ask for a pause, whatever was being done, and tells the gate, so that all others hear of it too. */
final class ServerEar {
    private final ServerGate gate;
    private final ServerGate.Slot slot;

    ServerEar(ServerGate gate, ServerGate.Slot slot) {
        this.gate = gate;
        this.slot = slot;
    }

    <T> T listening(Supplier<T> call) {
        try {
            return call.get();
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.THROTTLED) {
                throw e;
            }
            String text = String.valueOf(e.getMessage());
            ServerWords words = ServerWords.read(text).orElseGet(() -> ServerWords.pause(e.retryAfter().orElse(Duration.ZERO)));
            throw MigrationException.throttled(gate.heard(slot, words, text), text);
        }
    }

    void listening(Runnable call) {
        listening(() -> {
            call.run();
            return true;
        });
    }
}

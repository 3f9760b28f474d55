package org.mailferry.lab.ews;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults that can be switched on while the simulator runs. Requests without a login are not counted. */
public final class EwsFaults {
    private final Map<Integer, EwsFault> atCall = new ConcurrentHashMap<>();
    private final Map<String, Queue<EwsFault>> next = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    /** @param number 1 for the next request, whatever it is */
    public void atCall(int number, EwsFault fault) {
        atCall.put(calls.get() + number, fault);
    }

    /** The next request of that operation; several are used up one by one. */
    public void next(String operation, EwsFault fault) {
        next.computeIfAbsent(operation, any -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    public void clear() {
        atCall.clear();
        next.clear();
    }

    Optional<EwsFault> of(String operation) {
        return Optional.ofNullable(atCall.remove(calls.incrementAndGet())).or(() -> Optional.ofNullable(next.get(operation)).map(Queue::poll));
    }
}

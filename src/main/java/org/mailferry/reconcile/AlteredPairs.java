package org.mailferry.reconcile;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Pairs what is missing with what is too much where both are plainly one message: the same Message-ID, else the same date and size. A
 * guess, which only names two differences as one.
 */
final class AlteredPairs {
    /** Told of a pair. */
    @FunctionalInterface interface Receiver {
        void pair(int message, int copy);
    }

    private static final List<BiFunction<Side, Integer, Object>> SIGNS = List.of(
        (side, index) -> side.messageId(index) == 0 ? "" : side.messageId(index),
        (side, index) -> side.epochSecond(index) == Side.NO_DATE ? "" : List.of(side.epochSecond(index), side.sizeBytes(index)));

    private final Side source;
    private final Side target;
    private final BitSet missing;
    private final BitSet surplus;

    /** @param missing source messages without a copy; the pairs are taken out */
    AlteredPairs(Side source, Side target, BitSet missing, BitSet paired) {
        this.source = source;
        this.target = target;
        this.missing = missing;
        this.surplus = new BitSet();
        surplus.set(0, target.count());
        surplus.andNot(paired);
    }

    void forEach(Receiver receiver) {
        SIGNS.forEach(sign -> pair(sign, receiver));
    }

    private void pair(BiFunction<Side, Integer, Object> sign, Receiver receiver) {
        if (missing.isEmpty() || surplus.isEmpty()) {
            return;
        }
        Map<Object, Deque<Integer>> there = new HashMap<>();
        surplus.stream().filter(target::isRead).filter(copy -> !sign.apply(target, copy).equals(""))
            .forEach(copy -> there.computeIfAbsent(sign.apply(target, copy), key -> new ArrayDeque<>(2)).add(copy));
        for (int message = missing.nextSetBit(0); message >= 0; message = missing.nextSetBit(message + 1)) {
            Deque<Integer> copies = there.get(sign.apply(source, message));
            if (copies != null && !copies.isEmpty()) {
                int copy = copies.remove();
                surplus.clear(copy);
                missing.clear(message);
                receiver.pair(message, copy);
            }
        }
    }
}

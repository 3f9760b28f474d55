package org.mailferry.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Finds the messages of a side by content, in the order of their UIDs. */
final class Copies {
    private static final int NONE = -1;

    private final Side side;
    private final int[] first;
    private final int[] next;

    /** @param counts which of the side's messages are looked for; only those that were read are found */
    Copies(Side side, IntPredicate counts) {
        this.side = side;
        this.first = new int[Math.max(2, Integer.highestOneBit(Math.max(1, side.count())) * 2)];
        this.next = new int[side.count()];
        Arrays.fill(first, NONE);
        for (int index = side.count() - 1; index >= 0; index--) {
            if (side.isRead(index) && counts.test(index)) {
                int slot = slot(side, index);
                next[index] = first[slot];
                first[slot] = index;
            }
        }
    }

    private int slot(Side of, int index) {
        return of.hash(index) & first.length - 1;
    }

    /** The first copy of that content, or a negative number. */
    int first(Side of, int index) {
        return found(of, index, first[slot(of, index)]);
    }

    /** All copies of that content. */
    List<Integer> all(Side of, int index) {
        List<Integer> all = new ArrayList<>(1);
        for (int copy = first(of, index); copy != NONE; copy = found(of, index, next[copy])) {
            all.add(copy);
        }
        return all;
    }

    private int found(Side of, int index, int from) {
        int copy = from;
        while (copy != NONE && !side.sameContent(copy, of, index)) {
            copy = next[copy];
        }
        return copy;
    }
}

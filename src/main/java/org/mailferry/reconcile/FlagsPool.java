package org.mailferry.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailferry.mailsync.Flags;

/** Gives equal flags the same number; a folder knows few combinations of flags. */
final class FlagsPool {
    private final Map<Flags, Integer> numbers = new HashMap<>();
    private final List<Flags> known = new ArrayList<>();

    int number(Flags flags) {
        Integer number = numbers.get(flags);
        if (number == null) {
            number = known.size();
            known.add(flags);
            numbers.put(flags, number);
        }
        return number;
    }

    Flags get(int number) {
        return known.get(number);
    }
}

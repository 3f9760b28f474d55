package org.mailferry.mailsync.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes UIDs as sequence sets, {@code 1:4,9}, none longer than a server's line allows. */
final class UidSet {
    private static final int LONGEST = 4_000;

    private UidSet() {}

    static List<String> of(Collection<Long> uids) {
        List<Long> sorted = uids.stream().distinct().sorted().toList();
        List<String> sets = new ArrayList<>();
        StringBuilder set = new StringBuilder();
        for (int from = 0; from < sorted.size();) {
            int to = from;
            while (to + 1 < sorted.size() && sorted.get(to + 1) == sorted.get(to) + 1) {
                to++;
            }
            if (set.length() > LONGEST) {
                sets.add(set.toString());
                set.setLength(0);
            }
            set.append(set.length() == 0 ? "" : ",").append(sorted.get(from)).append(to == from ? "" : ":" + sorted.get(to));
            from = to + 1;
        }
        if (set.length() > 0) {
            sets.add(set.toString());
        }
        return sets;
    }
}

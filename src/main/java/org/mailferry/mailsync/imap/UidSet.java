package org.mailferry.mailsync.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes UIDs as sequence sets, {@code 1:4,9}, none longer than a server's line allows. */
final class UidSet {
    private static final int LONGEST = 4_000;
    private static final int LARGEST = 100_000;

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

    /** The UIDs of copies by those of the originals, where a response says {@code COPYUID} (RFC 4315 §3). */
    static Map<Long, Long> copied(ImapLine line) {
        Map<Long, Long> copies = new HashMap<>();
        if (line.isOK() && line.code().filter("COPYUID"::equals).isPresent()) {
            String[] words = line.codeArguments().strip().split(" ");
            List<Long> from = words.length == 3 ? numbers(words[1]) : List.of();
            List<Long> to = words.length == 3 ? numbers(words[2]) : List.of();
            for (int i = 0; i < from.size() && from.size() == to.size(); i++) {
                copies.put(from.get(i), to.get(i));
            }
        }
        return copies;
    }

    private static List<Long> numbers(String set) {
        List<Long> numbers = new ArrayList<>();
        for (String range : set.split(",")) {
            if (!range.matches("\\d{1,10}(:\\d{1,10})?")) {
                return List.of();
            }
            String[] ends = range.split(":");
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            // A server may tell a range from its higher end.
            for (long uid = Math.min(first, last); uid <= Math.max(first, last) && numbers.size() < LARGEST; uid++) {
                numbers.add(uid);
            }
        }
        return numbers;
    }
}

package org.mailferry.target.myoffice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailferry.target.PastedText;

/**
 * The {@code psn-} services of a pasted {@code docker service ls}, whole or cut to name and replicas as the guide does (N54).
 *
 * @param counts by name, each with every count the paste gives for it
 * @param unread names that no count follows: the line was wrapped or cut
 */
record ServiceTable(Map<String, Set<Replicas>> counts, List<String> unread) {
    private static final Pattern NAME = Pattern.compile("psn-[A-Za-z0-9-]+_[A-Za-z0-9_.-]+");
    private static final Pattern COUNT = Pattern.compile("([0-9]{1,4})/([0-9]{1,4})");
    private static final Set<String> MODES = Set.of("replicated", "global");

    record Replicas(int running, int wanted) implements Comparable<Replicas> {
        boolean complete() {
            return wanted > 0 && running == wanted;
        }

        @Override public int compareTo(Replicas other) {
            return running != other.running ? Integer.compare(running, other.running) : Integer.compare(wanted, other.wanted);
        }

        @Override public String toString() {
            return running + "/" + wanted;
        }
    }

    static ServiceTable read(String pasted) {
        ServiceTable table = new ServiceTable(new TreeMap<>(), new ArrayList<>());
        String open = "";
        for (String word : PastedText.plain(pasted).trim().split("\\s+")) {
            Matcher count = COUNT.matcher(word);
            if (count.matches() && !open.isEmpty()) {
                table.add(open, new Replicas(Integer.parseInt(count.group(1)), Integer.parseInt(count.group(2))));
                open = "";
            } else if (!MODES.contains(word)) {
                table.leave(open);
                open = NAME.matcher(word).matches() ? word : "";
            }
        }
        table.leave(open);
        return table;
    }

    private void add(String name, Replicas replicas) {
        counts.computeIfAbsent(name, any -> new TreeSet<>()).add(replicas);
    }

    /** Whatever stands between a name and its count is the rest of a wrapped name, and the count may be another's. */
    private void leave(String open) {
        if (!open.isEmpty()) {
            unread.add(open);
        }
    }
}

package org.mailferry.plan.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A page of {@code instructions/steps}: a header between two lines {@code ---}, then Markdown with Mustache sections. The header says
 * {@code title}, {@code for} ({@code source=EXCHANGE}, {@code target=MYOFFICE}, both or nothing), {@code place} ({@code plan},
 * {@code wave}), {@code rows} of the inventory, {@code paste}, {@code look}, {@code needs} ({@code word=plan.key}), and after
 * {@code expect:} a line with {@code - } for each value that the output must show.
 */
record StepPage(String id, Map<String, String> header, String expected, String body) {
    private static final String FENCE = "---\n";
    private static final Set<String> KEYS = Set.of("title", "for", "place", "rows", "paste", "look", "needs");

    /** @throws IllegalArgumentException when the header is not one */
    static StepPage parse(String id, String text) {
        String[] parts = text.split("(?m)^---\n", 3);
        if (!text.startsWith(FENCE) || parts.length != 3) {
            throw new IllegalArgumentException("Step " + id + " has no header between two lines ---");
        }
        String[] head = parts[1].split("(?m)^expect:\n", 2);
        Map<String, String> header = new HashMap<>();
        for (String line : head[0].lines().toList()) {
            String[] sides = line.split(":", 2);
            if (sides.length != 2 || !KEYS.contains(sides[0].strip())) {
                throw new IllegalArgumentException("Step " + id + ": '" + line + "' is no line of a header");
            }
            header.put(sides[0].strip(), sides[1].strip());
        }
        for (String key : List.of("title", "place", "rows", "paste")) {
            if (header.getOrDefault(key, "").isEmpty()) {
                throw new IllegalArgumentException("Step " + id + " has no " + key);
            }
        }
        return new StepPage(id, Map.copyOf(header), head.length == 2 ? head[1] : "", parts[2]);
    }

    String title() {
        return header.get("title");
    }

    String paste() {
        return header.get("paste");
    }

    boolean concerns(String source, String target) {
        return words("for").stream().allMatch(clause -> clause.equals("source=" + source) || clause.equals("target=" + target));
    }

    boolean belongsTo(String place) {
        return words("place").contains(place);
    }

    List<String> rows() {
        return words("rows");
    }

    List<String> looks() {
        return words("look");
    }

    /** Plan keys by the word of the page that they fill. */
    Map<String, String> needs() {
        Map<String, String> needs = new java.util.TreeMap<>();
        words("needs").forEach(need -> needs.put(need.split("=")[0], need.split("=")[1]));
        return needs;
    }

    /** Each line {@code - ...} of what is expected, once the values are in. */
    static List<String> lines(String filled) {
        return new ArrayList<>(filled.lines().map(String::strip).filter(line -> line.startsWith("- ")).map(line -> line.substring(2).strip()).toList());
    }

    private List<String> words(String key) {
        return Arrays.stream(header.getOrDefault(key, "").split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }
}

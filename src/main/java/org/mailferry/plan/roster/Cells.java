package org.mailferry.plan.roster;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One row by its plain column names. */
record Cells(int line, Map<String, String> values) {
    /** Stripped; empty when there is no such column. */
    String text(String column) {
        return values.getOrDefault(column, "").strip();
    }

    /** As it stands. */
    String raw(String column) {
        return values.getOrDefault(column, "");
    }

    /** The columns besides these that hold something. */
    Map<String, String> besides(Set<String> known) {
        Map<String, String> left = new HashMap<>();
        values.forEach((column, value) -> {
            if (!known.contains(column) && !value.isBlank()) {
                left.put(column, value.strip());
            }
        });
        return left;
    }
}

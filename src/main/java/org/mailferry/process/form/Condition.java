package org.mailferry.process.form;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When a field applies, written {@code decision=skip,accept & sourceKind=EXCHANGE}. An empty condition always holds. */
record Condition(List<Clause> clauses) {
    static final Condition ALWAYS = new Condition(List.of());

    record Clause(String key, Set<String> values) {}

    Condition {
        clauses = List.copyOf(clauses);
    }

    static Condition parse(String text) {
        return new Condition(Arrays.stream(text.split("&")).map(Condition::clause).toList());
    }

    private static Clause clause(String text) {
        String[] sides = text.split("=", 2);
        if (sides.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not a condition (expected key=value,value)");
        }
        return new Clause(sides[0].strip(), Arrays.stream(sides[1].split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet()));
    }

    /** @param known gives the value of a field or variable as text, null when there is none */
    boolean holds(UnaryOperator<@Nullable String> known) {
        return clauses.stream().allMatch(clause -> {
            String value = known.apply(clause.key());
            return value != null && clause.values().contains(value);
        });
    }

    /** A value for each key under which this holds. */
    Map<String, String> example() {
        return clauses.stream().collect(Collectors.toMap(Clause::key, clause -> clause.values().stream().sorted().findFirst().orElseThrow()));
    }
}

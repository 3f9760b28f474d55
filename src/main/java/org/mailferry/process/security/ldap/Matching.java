package org.mailferry.process.security.ldap;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.Direction;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.QueryOrderingProperty;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.jspecify.annotations.Nullable;

/** The engine's query conditions on a list in memory. A condition that was not given holds for all. */
final class Matching {
    private Matching() {}

    static boolean is(@Nullable String wanted, String value) {
        return wanted == null || wanted.equalsIgnoreCase(value);
    }

    static boolean isIn(String @Nullable [] wanted, String value) {
        return wanted == null || Arrays.stream(wanted).anyMatch(value::equalsIgnoreCase);
    }

    /** {@code %} for any text, as in SQL. */
    static boolean like(@Nullable String pattern, String value) {
        if (pattern == null) {
            return true;
        }
        String regex = Stream.of(pattern.toLowerCase(Locale.ROOT).split("%", -1)).map(Pattern::quote)
            .reduce((left, right) -> left + ".*" + right).orElse("");
        return value.toLowerCase(Locale.ROOT).matches("(?s)" + regex);
    }

    /** The engine hands the page over as an argument inside a command, and in the query's own fields otherwise. */
    static <T> List<T> page(Stream<T> all, @Nullable Page page, ListQueryParameterObject query) {
        return page == null ? all.skip(query.getFirstResult()).limit(query.getMaxResults()).toList()
            : all.skip(page.getFirstResult()).limit(page.getMaxResults()).toList();
    }

    /** @param keys by the engine's column name; the first is the order when none was asked for */
    static <T> Comparator<T> order(List<QueryOrderingProperty> wanted, Map<String, Comparator<T>> keys, Comparator<T> otherwise) {
        return wanted.stream().map(property -> {
            Comparator<T> key = Objects.requireNonNullElse(keys.get(property.getQueryProperty().getName()), otherwise);
            return Direction.DESCENDING.equals(property.getDirection()) ? key.reversed() : key;
        }).reduce(Comparator::thenComparing).orElse(otherwise);
    }
}

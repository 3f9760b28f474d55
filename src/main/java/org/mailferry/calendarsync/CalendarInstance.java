package org.mailferry.calendarsync;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One occurrence as people see it.
 *
 * @param start an instant in UTC, a date for whole days, or a local time followed by {@code floating}; in this form it sorts by time
 * @param says a field that is missing says what iCalendar takes for it (RFC 5545, section 3.8)
 */
public record CalendarInstance(String start, Map<InstanceField, String> says) implements Comparable<CalendarInstance> {
    public CalendarInstance {
        says = Map.copyOf(says);
    }

    public String says(InstanceField field) {
        return says.getOrDefault(field, "");
    }

    boolean isPrivate() {
        return !says(InstanceField.PRIVACY).equals("PUBLIC");
    }

    /** Everything; equal for occurrences that say the same. */
    String text() {
        return start + "\n" + Stream.of(InstanceField.values()).map(field -> field + "=" + says(field) + "\n").collect(Collectors.joining());
    }

    @Override public int compareTo(CalendarInstance other) {
        return text().compareTo(other.text());
    }
}

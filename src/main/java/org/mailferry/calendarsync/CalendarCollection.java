package org.mailferry.calendarsync;

import java.util.Optional;
import java.util.Set;

/**
 * A calendar of a mailbox: a folder in EWS, a calendar collection in CalDAV.
 *
 * @param id as its server knows it, stable as long as the calendar exists
 * @param name for people; not unique
 * @param colour {@code #RRGGBB}
 * @param components the kinds it accepts, such as {@code VEVENT}; empty when it accepts all
 */
public record CalendarCollection(String id, String name, Optional<String> colour, Set<String> components) {
    public CalendarCollection {
        components = Set.copyOf(components);
    }

    public boolean accepts(String component) {
        return components.isEmpty() || components.contains(component);
    }
}

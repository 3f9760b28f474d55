package org.mailferry.calendarsync;

import java.util.Optional;
import java.util.Set;

/**
 * A calendar to be made.
 *
 * @param key of whoever it stands for, such as the id of the source's folder: the same key means the same calendar, whatever its name
 * @param name for people, any characters
 * @param colour {@code #RRGGBB}
 */
public record NewCalendar(String key, String name, Optional<String> colour, Set<String> components) {
    public NewCalendar {
        components = Set.copyOf(components);
        colour.filter(text -> !text.matches("#[0-9A-Fa-f]{6}")).ifPresent(text -> {
            throw new IllegalArgumentException("'" + text + "' is no colour such as #1F77B4");
        });
        if (components.isEmpty() || !components.stream().allMatch(component -> component.matches("[A-Z0-9-]+"))) {
            throw new IllegalArgumentException("A new calendar needs the components that it holds, such as VEVENT: " + components);
        }
    }

    public static NewCalendar ofEvents(String key, String name) {
        return new NewCalendar(key, name, Optional.empty(), Set.of("VEVENT"));
    }
}

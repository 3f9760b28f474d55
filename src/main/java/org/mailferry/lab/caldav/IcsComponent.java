package org.mailferry.lab.caldav;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A component of iCalendar with its properties and the components in it, RFC 5545 §3.1 and §3.4. */
record IcsComponent(String name, List<IcsComponent.Property> properties, List<IcsComponent> inner) {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*)(?:,(?:\"[^\"]*\"|[^\";:,]*))*)*):(.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile(";([A-Za-z0-9-]+)=((?:\"[^\"]*\"|[^\";:])*)");

    /** @param value as written, escapes and all */
    record Property(String name, Map<String, String> parameters, String value) {
        Optional<String> parameter(String parameter) {
            return Optional.ofNullable(parameters.get(parameter));
        }

        /** Of {@code mailto:} addresses, else as it is. */
        String address() {
            return value.regionMatches(true, 0, "mailto:", 0, 7) ? value.substring(7).strip() : value.strip();
        }
    }

    /** @throws IllegalArgumentException when it is no iCalendar object */
    static IcsComponent parse(String text) {
        Deque<IcsComponent> open = new ArrayDeque<>();
        Optional<IcsComponent> whole = Optional.empty();
        for (String line : text.replaceAll("\r?\n[ \t]", "").split("\r?\n")) {
            if (line.isEmpty()) {
                continue;
            }
            Property property = property(line);
            if (whole.isPresent()) {
                throw new IllegalArgumentException("It goes on after its end");
            }
            switch (property.name()) {
                case "BEGIN" -> open.push(begin(property, open));
                case "END" -> whole = end(property, open);
                default -> current(open).properties.add(property);
            }
        }
        return whole.orElseThrow(() -> new IllegalArgumentException("It has no end"));
    }

    private static IcsComponent begin(Property line, Deque<IcsComponent> open) {
        IcsComponent begun = new IcsComponent(line.value().strip().toUpperCase(Locale.ROOT), new ArrayList<>(), new ArrayList<>());
        if (open.isEmpty() != begun.name.equals("VCALENDAR")) {
            throw new IllegalArgumentException(begun.name + " is in the wrong place");
        }
        if (!open.isEmpty()) {
            open.peek().inner.add(begun);
        }
        return begun;
    }

    private static Optional<IcsComponent> end(Property line, Deque<IcsComponent> open) {
        IcsComponent ended = current(open);
        if (!ended.name.equalsIgnoreCase(line.value().strip())) {
            throw new IllegalArgumentException(ended.name + " ends as " + line.value());
        }
        open.pop();
        return open.isEmpty() ? Optional.of(ended) : Optional.empty();
    }

    private static IcsComponent current(Deque<IcsComponent> open) {
        return Optional.ofNullable(open.peek()).orElseThrow(() -> new IllegalArgumentException("It does not begin with BEGIN:VCALENDAR"));
    }

    private static Property property(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + line + "' is no content line");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(parts.group(2));
        while (parameter.find()) {
            parameters.put(parameter.group(1).toUpperCase(Locale.ROOT), parameter.group(2).replace("\"", ""));
        }
        return new Property(parts.group(1).toUpperCase(Locale.ROOT), parameters, parts.group(3));
    }

    List<Property> all(String property) {
        return properties.stream().filter(each -> each.name().equals(property)).toList();
    }

    Optional<Property> first(String property) {
        return all(property).stream().findFirst();
    }

    String value(String property) {
        return first(property).map(Property::value).orElse("");
    }

    List<IcsComponent> inner(String component) {
        return inner.stream().filter(each -> each.name.equals(component)).toList();
    }
}

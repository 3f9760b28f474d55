package org.mailferry.lab.ews;

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

/** A component of iCalendar with its lines and the components in it. */
record VComponent(String name, List<VComponent.Line> lines, List<VComponent> inner) {
    record Line(String name, Map<String, String> parameters, String value) {
        private static final Pattern PARAMETER = Pattern.compile(";([A-Za-z0-9-]+)=((?:\"[^\"]*\"|[^\";:])*)");

        static Line of(String line) {
            Matcher head = Pattern.compile("^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:])*)*):(.*)$", Pattern.DOTALL).matcher(line);
            if (!head.matches()) {
                throw MimeReader.invalid("'" + line + "' is no line");
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            Matcher parameter = PARAMETER.matcher(head.group(2));
            while (parameter.find()) {
                parameters.put(parameter.group(1).toUpperCase(Locale.ROOT), parameter.group(2).replace("\"", ""));
            }
            return new Line(head.group(1).toUpperCase(Locale.ROOT), parameters, head.group(3));
        }

        String parameter(String parameterName) {
            return parameters.getOrDefault(parameterName, "");
        }

        String text() {
            return CalendarText.unescape(value);
        }
    }

    static VComponent parse(String text) {
        Deque<VComponent> open = new ArrayDeque<>();
        for (String raw : text.replace("\uFEFF", "").replaceAll("\r?\n[ \t]", "").split("\r?\n")) {
            if (raw.isBlank()) {
                continue;
            }
            Line line = Line.of(raw);
            if (line.name().equals("BEGIN")) {
                VComponent component = new VComponent(line.value().strip().toUpperCase(Locale.ROOT), new ArrayList<>(), new ArrayList<>());
                if (!open.isEmpty()) {
                    open.peek().inner.add(component);
                }
                open.push(component);
            } else if (open.isEmpty()) {
                throw MimeReader.invalid("it is no calendar");
            } else if (!line.name().equals("END")) {
                open.peek().lines.add(line);
            } else if (open.size() == 1) {
                return open.pop();
            } else {
                open.pop();
            }
        }
        throw MimeReader.invalid("it has no end");
    }

    List<VComponent> all(String component) {
        return inner.stream().filter(each -> each.name.equals(component)).toList();
    }

    List<Line> lines(String line) {
        return lines.stream().filter(each -> each.name().equals(line)).toList();
    }

    Optional<Line> first(String line) {
        return lines(line).stream().findFirst();
    }
}

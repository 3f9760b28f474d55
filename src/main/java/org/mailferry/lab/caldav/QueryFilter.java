package org.mailferry.lab.caldav;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.w3c.dom.Element;

/** The filter of a calendar-query, RFC 4791 §9.7. */
final class QueryFilter {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private final Element filter;

    /** @throws DavError when it is none, or asks for what is not supported */
    QueryFilter(Element filter) {
        List<Element> tops = DavXml.children(filter, DavXml.c("comp-filter"));
        if (tops.size() != 1 || !tops.get(0).getAttribute("name").equals("VCALENDAR")) {
            throw DavError.condition(403, DavXml.c("valid-filter"));
        }
        this.filter = tops.get(0);
    }

    boolean matches(CalendarObject object) {
        return component(object, object.calendar(), filter);
    }

    private static boolean component(CalendarObject object, IcsComponent component, Element wanted) {
        return DavXml.children(wanted).stream().allMatch(condition -> switch (condition.getLocalName()) {
            case "comp-filter" -> inner(object, component, condition);
            case "prop-filter" -> property(component, condition);
            case "time-range" -> within(object, component, condition);
            default -> throw DavError.condition(403, DavXml.c("valid-filter"));
        });
    }

    private static boolean inner(CalendarObject object, IcsComponent component, Element wanted) {
        List<IcsComponent> found = component.inner(wanted.getAttribute("name").toUpperCase(Locale.ROOT));
        if (DavXml.child(wanted, DavXml.c("is-not-defined")).isPresent()) {
            return found.isEmpty();
        }
        return found.stream().anyMatch(each -> component(object, each, wanted));
    }

    private static boolean property(IcsComponent component, Element wanted) {
        List<IcsComponent.Property> found = component.all(wanted.getAttribute("name").toUpperCase(Locale.ROOT));
        if (DavXml.child(wanted, DavXml.c("is-not-defined")).isPresent()) {
            return found.isEmpty();
        }
        return found.stream().anyMatch(property -> DavXml.children(wanted).stream().allMatch(condition -> switch (condition.getLocalName()) {
            case "text-match" -> text(IcsText.unescape(property.value()), condition);
            case "param-filter" -> parameter(property, condition);
            default -> throw DavError.condition(403, DavXml.c("supported-filter"));
        }));
    }

    private static boolean parameter(IcsComponent.Property property, Element wanted) {
        java.util.Optional<String> value = property.parameter(wanted.getAttribute("name").toUpperCase(Locale.ROOT));
        if (DavXml.child(wanted, DavXml.c("is-not-defined")).isPresent()) {
            return value.isEmpty();
        }
        return value.isPresent() && DavXml.children(wanted, DavXml.c("text-match")).stream().allMatch(match -> text(value.get(), match));
    }

    private static boolean text(String value, Element match) {
        String collation = match.getAttribute("collation");
        boolean found = switch (collation.isEmpty() ? "i;ascii-casemap" : collation) {
            case "i;octet" -> value.contains(match.getTextContent());
            case "i;ascii-casemap" -> ascii(value).contains(ascii(match.getTextContent()));
            default -> throw DavError.condition(403, DavXml.c("supported-collation"));
        };
        return found != match.getAttribute("negate-condition").equals("yes");
    }

    private static String ascii(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    private static boolean within(CalendarObject object, IcsComponent component, Element range) {
        if (!component.name().equals("VEVENT")) {
            throw DavError.condition(403, DavXml.c("supported-filter"));
        }
        return new Occurrences(object).overlap(component, moment(range, "start", Instant.parse("0001-01-01T00:00:00Z")), moment(range, "end", Instant.parse("9999-01-01T00:00:00Z")));
    }

    private static Instant moment(Element range, String end, Instant open) {
        try {
            return range.hasAttribute(end) ? LocalDateTime.parse(range.getAttribute(end), UTC).toInstant(ZoneOffset.UTC) : open;
        } catch (DateTimeParseException e) {
            throw DavError.condition(403, DavXml.c("valid-filter"));
        }
    }
}

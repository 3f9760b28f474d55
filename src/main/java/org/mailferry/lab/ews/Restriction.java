package org.mailferry.lab.ews;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A {@code SearchExpressionType} of [MS-OXWSSRCH] §2.2.4.21. */
final class Restriction {
    private Restriction() {}

    /** @param value the text of a property; empty when there is none */
    static boolean matches(Node expression, Function<String, Optional<String>> value) {
        switch (expression.localName()) {
            case "And":
                return expression.children().stream().allMatch(part -> matches(part, value));
            case "Or":
                return expression.children().stream().anyMatch(part -> matches(part, value));
            case "Not":
                return !matches(expression.first(), value);
            default:
                return compare(expression, value.apply(field(expression)), value);
        }
    }

    private static String field(Node expression) {
        String field = EwsFields.ofPath(expression.first());
        if (field.equals("calendar:UID") || field.equals("item:MimeContent")) {
            // Computed by Exchange: it is looked up by PidLidGlobalObjectId.
            throw EwsError.item("ErrorUnsupportedPathForQuery", "The property can not be used with this type of restriction.");
        }
        return field;
    }

    private static boolean compare(Node expression, Optional<String> found, Function<String, Optional<String>> value) {
        if (expression.localName().equals("Exists") || found.isEmpty()) {
            return expression.localName().equals("Exists") ? found.isPresent() : expression.localName().equals("IsNotEqualTo");
        }
        if (expression.localName().equals("Contains")) {
            return contains(expression, found.get());
        }
        Optional<String> constant = expression.find("t:FieldURIOrConstant", "t:Constant").map(node -> node.attribute("Value"))
            .or(() -> expression.find("t:FieldURIOrConstant").flatMap(node -> value.apply(EwsFields.ofPath(node.first()))));
        int order = order(found.get(), constant.orElse(""));
        return switch (expression.localName()) {
            case "IsEqualTo" -> order == 0;
            case "IsNotEqualTo" -> order != 0;
            case "IsGreaterThan" -> order > 0;
            case "IsGreaterThanOrEqualTo" -> order >= 0;
            case "IsLessThan" -> order < 0;
            case "IsLessThanOrEqualTo" -> order <= 0;
            default -> throw EwsError.item("ErrorInvalidRestriction", "Restriction " + expression.localName() + " is unknown.");
        };
    }

    private static boolean contains(Node expression, String found) {
        boolean exact = expression.attribute("ContainmentComparison").equals("Exact");
        String text = exact ? found : found.toLowerCase(Locale.ROOT);
        String constant = expression.find("t:Constant").map(node -> node.attribute("Value")).orElse("");
        String part = exact ? constant : constant.toLowerCase(Locale.ROOT);
        return switch (expression.attribute("ContainmentMode")) {
            case "FullString" -> text.equals(part);
            case "Prefixed", "PrefixOnWords" -> text.startsWith(part);
            default -> text.contains(part);
        };
    }

    private static int order(String left, String right) {
        if (left.matches("-?\\d{1,18}") && right.matches("-?\\d{1,18}")) {
            return Long.compare(Long.parseLong(left), Long.parseLong(right));
        }
        if (left.matches("\\d{4}-\\d\\d-\\d\\dT.*") && right.matches("\\d{4}-\\d\\d-\\d\\d(T.*)?")) {
            return EwsZones.instant(left, EwsZones.orUtc("UTC")).compareTo(EwsZones.instant(right, EwsZones.orUtc("UTC")));
        }
        return left.compareToIgnoreCase(right);
    }
}

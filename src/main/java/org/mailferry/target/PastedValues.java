package org.mailferry.target;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailferry.audit.CheckResult;
import org.springframework.stereotype.Component;

/**
 * Judges values as {@code Format-List}, {@code postconf} and the checks of our pages print them: {@code Name : value} or
 * {@code name = value}, a line each, records parted by an empty line or a repeated name.
 *
 * <p>An expectation is {@code name = value}, {@code name >= number}, or {@code name ~ part}; with {@code other = value => } before it,
 * it is asked of the records in which that holds, and there must be one. Names and words are compared without regard to case.
 */
@Component
final class PastedValues implements PasteJudge {
    private static final Pattern LINE = Pattern.compile("\\s*([^\\s:=][^:=]*?)\\s*(?:[:=])\\s*(.*?)\\s*");
    private static final Pattern EXPECTED = Pattern.compile("\\s*(\\S+?)\\s*(>=|=|~)\\s*(.*?)\\s*");
    private static final Pattern COUNT = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

    private record Wanted(String name, String relation, String value) {
        static Wanted parse(String text) {
            Matcher matcher = EXPECTED.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + text + "' is not an expectation (name = value)");
            }
            return new Wanted(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2), matcher.group(3));
        }

        boolean met(Map<String, String> found) {
            String given = found.get(name);
            if (given == null) {
                return false;
            }
            switch (relation) {
                case ">=":
                    return COUNT.matcher(given).matches() && new BigDecimal(given).compareTo(new BigDecimal(value)) >= 0;
                case "~":
                    return given.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
                default:
                    return given.equalsIgnoreCase(value);
            }
        }

        @Override public String toString() {
            return name + (relation.equals("~") ? " with " : " " + relation + " ") + value;
        }
    }

    @Override public String kind() {
        return "values";
    }

    @Override public CheckResult judge(String pasted, List<String> expected) {
        List<Map<String, String>> records = read(pasted);
        List<String> problems = new ArrayList<>();
        for (String text : expected) {
            problem(text, records).ifPresent(problems::add);
        }
        if (expected.isEmpty()) {
            problems.add("The page expects nothing, so nothing can be judged.");
        }
        return problems.isEmpty()
            ? new CheckResult("values", "", CheckResult.Status.GREEN, "The output says what is expected: " + String.join("; ", expected) + ".")
            : new CheckResult("values", "", CheckResult.Status.RED, String.join(" ", problems));
    }

    private static java.util.Optional<String> problem(String text, List<Map<String, String>> records) {
        String[] sides = text.split("=>", 2);
        Wanted wanted = Wanted.parse(sides[sides.length - 1]);
        List<Map<String, String>> asked = records;
        if (sides.length == 2) {
            Wanted which = Wanted.parse(sides[0]);
            asked = records.stream().filter(which::met).toList();
            if (asked.isEmpty()) {
                return java.util.Optional.of("Nothing in the output has " + which + ": run the commands, and paste all that the last one prints.");
            }
        }
        List<Map<String, String>> having = asked.stream().filter(found -> found.containsKey(wanted.name())).toList();
        if (having.isEmpty()) {
            return java.util.Optional.of("No line gives " + wanted.name() + ", expected is " + wanted + ".");
        }
        return having.stream().filter(found -> !wanted.met(found)).findFirst()
            .map(found -> (sides.length == 2 ? sides[0].strip() + ": " : "") + wanted.name() + " is '" + found.get(wanted.name()) + "', expected is " + wanted + ".");
    }

    private static List<Map<String, String>> read(String pasted) {
        List<Map<String, String>> records = new ArrayList<>();
        Map<String, String> record = new LinkedHashMap<>();
        for (String line : PastedText.plain(pasted).split("\n")) {
            Matcher matcher = LINE.matcher(line);
            boolean value = matcher.matches();
            String name = value ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
            if ((line.isBlank() || record.containsKey(name)) && !record.isEmpty()) {
                records.add(record);
                record = new LinkedHashMap<>();
            }
            if (value) {
                record.put(name, matcher.group(2));
            }
        }
        if (!record.isEmpty()) {
            records.add(record);
        }
        return records;
    }
}

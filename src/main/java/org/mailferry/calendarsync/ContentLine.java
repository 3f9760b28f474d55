package org.mailferry.calendarsync;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One line of iCalendar, RFC 5545 §3.1, with the bytes it came as. An edit gives a new line, folded anew; parameters that were not edited
 * keep their spelling and order. A line without a colon is no property: it is carried along and has only a name.
 */
public final class ContentLine {
    private final byte[] raw;
    private final String name;
    private final List<Parameter> parameters;
    private final String value;
    private final boolean property;

    /** @param text as it stands in the line, name, equals sign and quotes included */
    private record Parameter(String name, String text) {
        static Parameter of(String text) {
            int equals = text.indexOf('=');
            return new Parameter((equals < 0 ? text : text.substring(0, equals)).strip().toUpperCase(Locale.ROOT), text);
        }

        String spelling() {
            int equals = text.indexOf('=');
            return equals < 0 ? "" : text.substring(equals + 1);
        }
    }

    private ContentLine(byte[] raw, String unfolded) {
        this.raw = raw;
        List<Integer> marks = marks(unfolded);
        int colon = marks.isEmpty() ? -1 : marks.get(marks.size() - 1);
        this.property = colon >= 0 && unfolded.charAt(colon) == ':';
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int mark : marks) {
            pieces.add(unfolded.substring(from, mark));
            from = mark + 1;
        }
        if (!property) {
            pieces.add(unfolded.substring(from));
        }
        this.name = pieces.get(0).strip().toUpperCase(Locale.ROOT);
        this.parameters = pieces.stream().skip(1).map(Parameter::of).toList();
        this.value = property ? unfolded.substring(from) : "";
    }

    static ContentLine read(byte[] raw, String unfolded) {
        return new ContentLine(raw, unfolded);
    }

    /** @param unfolded name, parameters and value, without a line end */
    public static ContentLine of(String unfolded) {
        return new ContentLine(Folding.fold(unfolded), unfolded);
    }

    /** Where the semicolons and the first colon outside quotes are; what follows that colon is the value. */
    private static List<Integer> marks(String line) {
        List<Integer> marks = new ArrayList<>();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == ':')) {
                marks.add(i);
                if (c == ':') {
                    break;
                }
            }
        }
        return marks;
    }

    /** In upper case. */
    public String name() {
        return name;
    }

    public boolean is(String other) {
        return name.equals(other);
    }

    /** False for a line without a colon outside quotes. */
    public boolean isProperty() {
        return property;
    }

    /** As it stands: a TEXT value still has its escapes. */
    public String value() {
        return value;
    }

    /** A TEXT value without its escapes, RFC 5545 §3.3.11. */
    public String text() {
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\\' || i + 1 == value.length()) {
                text.append(c);
                continue;
            }
            char escaped = value.charAt(++i);
            text.append(escaped == 'n' || escaped == 'N' ? '\n' : escaped);
        }
        return text.toString();
    }

    /** The values of every parameter of that name, without quotes and carets (RFC 6868), in order; empty when there is none. */
    public List<String> parameter(String parameterName) {
        return spellings(parameterName).stream().flatMap(spelling -> ParameterValue.split(spelling).stream()).map(ParameterValue::decode).toList();
    }

    /** What stands after the equals signs of that name, untouched. */
    public List<String> spellings(String parameterName) {
        return parameters.stream().filter(parameter -> parameter.name().equals(parameterName)).map(Parameter::spelling).toList();
    }

    /** The line with this one parameter of that name, at the end; others of the name are gone. */
    public ContentLine with(String parameterName, String parameterValue) {
        ContentLine rest = without(parameterName);
        List<Parameter> more = new ArrayList<>(rest.parameters);
        more.add(new Parameter(parameterName, parameterName + "=" + ParameterValue.encode(parameterValue)));
        return of(rest.head(more) + ":" + value);
    }

    /** In upper case, in order, each once. */
    public List<String> parameterNames() {
        return parameters.stream().map(Parameter::name).distinct().toList();
    }

    public ContentLine without(String parameterName) {
        requireProperty();
        List<Parameter> rest = parameters.stream().filter(parameter -> !parameter.name().equals(parameterName)).toList();
        return rest.size() == parameters.size() ? this : of(head(rest) + ":" + value);
    }

    /** @param newValue as it stands in the line, escaped where its type wants it */
    public ContentLine withValue(String newValue) {
        requireProperty();
        return of(head(parameters) + ":" + newValue);
    }

    private void requireProperty() {
        if (!property) {
            throw new IllegalStateException("A line without a colon is no property: " + name);
        }
    }

    private String head(List<Parameter> with) {
        StringBuilder head = new StringBuilder(name);
        with.forEach(parameter -> head.append(';').append(parameter.text()));
        return head.toString();
    }

    /** The line as it came or, when edited, as it was folded, with its line end. */
    byte[] raw() {
        return raw;
    }

    @Override public boolean equals(Object other) {
        return other instanceof ContentLine line && Arrays.equals(raw, line.raw);
    }

    @Override public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** The bytes read as UTF-8, folds included. */
    @Override public String toString() {
        return new String(raw, StandardCharsets.UTF_8);
    }
}

package org.mailferry.plan.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A value of {@code plan.yaml} at its place. What the schema let pass and a type still refuses becomes a problem at its line. */
final class YamlValue {
    private final LocatedYaml yaml;
    private final JsonNode json;
    private final String pointer;
    private final List<String> wrongShapes;
    private final Problems problems;

    private YamlValue(LocatedYaml yaml, JsonNode json, String pointer, List<String> wrongShapes, Problems problems) {
        this.yaml = yaml;
        this.json = json;
        this.pointer = pointer;
        this.wrongShapes = wrongShapes;
        this.problems = problems;
    }

    /** @param wrongShapes the pointers at which the schema found something */
    static YamlValue root(LocatedYaml yaml, List<String> wrongShapes, Problems problems) {
        return new YamlValue(yaml, yaml.root(), "", wrongShapes, problems);
    }

    YamlValue at(String key) {
        return new YamlValue(yaml, json.path(key), pointer + "/" + key, wrongShapes, problems);
    }

    List<YamlValue> items() {
        List<YamlValue> items = new ArrayList<>();
        for (int index = 0; index < json.size() && json.isArray(); index++) {
            items.add(new YamlValue(yaml, json.get(index), pointer + "/" + index, wrongShapes, problems));
        }
        return items;
    }

    boolean present() {
        return !json.isMissingNode() && !json.isNull();
    }

    int line() {
        return yaml.line(pointer);
    }

    void problem(String reason) {
        problems.inPlan(line(), PlanSchema.name(pointer) + ": " + reason);
    }

    /** Reads this part when it is there and the schema found nothing wrong in it. */
    <T> Optional<T> read(Function<YamlValue, T> reader) {
        if (!present() || wrongShapes.stream().anyMatch(wrong -> wrong.equals(pointer) || wrong.startsWith(pointer + "/"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(this));
        } catch (Refused e) {
            return Optional.empty();
        }
    }

    /** The text, turned into a value. Only within {@link #read}. */
    <T> T as(Function<String, T> parse) {
        try {
            return parse.apply(json.asText());
        } catch (IllegalArgumentException | DateTimeException e) {
            problem(String.valueOf(e.getMessage()));
            throw new Refused();
        }
    }

    <T> Optional<T> find(Function<String, T> parse) {
        return present() ? Optional.of(as(parse)) : Optional.empty();
    }

    String text() {
        return json.asText();
    }

    int number() {
        return json.asInt();
    }

    boolean flag() {
        return json.asBoolean(false);
    }

    /** The problem is recorded; the part that contains the value is not built. */
    private static final class Refused extends RuntimeException {
        private Refused() {
            super(null, null, false, false);
        }
    }
}

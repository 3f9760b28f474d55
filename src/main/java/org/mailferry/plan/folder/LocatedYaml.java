package org.mailferry.plan.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML text as JSON values that remember their lines. Plain values are whole numbers, {@code true}, {@code false} or text:
 * {@code 22:00}, {@code 2026-12-31}, {@code no} and {@code on} stay what was written. Aliases are refused.
 */
final class LocatedYaml {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})");

    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Problems problems;
    private boolean broken;
    private final JsonNode root;

    private LocatedYaml(String text, Problems problems) {
        this.problems = problems;
        this.root = compose(text);
    }

    /** What cannot be read as YAML becomes a problem and an empty object. */
    static LocatedYaml parse(String text, Problems problems) {
        return new LocatedYaml(text, problems);
    }

    JsonNode root() {
        return root;
    }

    /** The line of the key or list item at that JSON pointer, or of the nearest that contains it. */
    int line(String pointer) {
        String place = pointer;
        while (!place.isEmpty() && !lines.containsKey(place)) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return lines.getOrDefault(place, 1);
    }

    /** The text is no YAML, or not keys and values: checking its meaning makes no sense. */
    boolean broken() {
        return broken;
    }

    private JsonNode compose(String text) {
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (node == null || node instanceof MappingNode) {
                return node == null ? JsonNodeFactory.instance.objectNode() : convert(node, "");
            }
            problems.inPlan(1, "plan.yaml must consist of keys and values, such as 'source:'");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.inPlan(line, "This is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.inPlan(1, "This is not YAML: " + e.getMessage());
        }
        broken = true;
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode convert(Node node, String pointer) {
        if (!(node instanceof ScalarNode) && !seen.add(node)) {
            problems.inPlan(line(pointer), "Aliases (*name) are not supported: write the value out");
            return JsonNodeFactory.instance.nullNode();
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, pointer);
        }
        if (node instanceof SequenceNode sequence) {
            return array(sequence, pointer);
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, String pointer) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            int line = entry.getKeyNode().getStartMark().getLine() + 1;
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problems.inPlan(line, "A key must be a plain word");
                continue;
            }
            if (object.has(key.getValue())) {
                problems.inPlan(line, "Key '" + key.getValue() + "' stands here twice, first in line " + line(pointer + "/" + key.getValue()));
                continue;
            }
            String place = pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
            lines.put(place, line);
            object.set(key.getValue(), convert(entry.getValueNode(), place));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, String pointer) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Node item : sequence.getValue()) {
            String place = pointer + "/" + array.size();
            lines.put(place, item.getStartMark().getLine() + 1);
            array.add(convert(item, place));
        }
        return array;
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return json.textNode(text);
        }
        if (text.isEmpty() || text.equals("~") || text.equals("null")) {
            return json.nullNode();
        }
        if (text.equals("true") || text.equals("false")) {
            return json.booleanNode(text.equals("true"));
        }
        return WHOLE_NUMBER.matcher(text).matches() ? json.numberNode(Long.parseLong(text)) : json.textNode(text);
    }
}

package org.mailferry.plan.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Checks the shape of {@code plan.yaml} against {@code plan.schema.json} and says what is wrong in words, at the right line. A reason
 * names what is expected, from the schema's own descriptions, and never the value: a password may stand where a reference belongs.
 */
final class PlanSchema {
    private final JsonSchema schema;

    PlanSchema() {
        try (InputStream text = PlanSchema.class.getResourceAsStream("/plan/plan.schema.json")) {
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
            schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text, config);
        } catch (IOException e) {
            throw new UncheckedIOException("plan.schema.json cannot be read", e);
        }
    }

    /** The JSON pointers at which something is wrong. */
    List<String> check(LocatedYaml yaml, Problems problems) {
        List<String> wrong = new ArrayList<>();
        for (ValidationMessage message : schema.validate(yaml.root())) {
            String pointer = message.getInstanceLocation().toString();
            wrong.add(pointer);
            String property = message.getProperty();
            String place = message.getType().equals("additionalProperties") ? pointer + "/" + property : pointer;
            problems.inPlan(yaml.line(place), reason(message, pointer));
        }
        return wrong;
    }

    private String reason(ValidationMessage message, String pointer) {
        JsonNode rule = schema.getSchemaNode().at(fragmentOfRule(message));
        switch (message.getType()) {
            case "required":
                return name(pointer) + " lacks '" + message.getProperty() + "' (" + description(rule, message.getProperty()) + ")";
            case "additionalProperties":
                return unknownKey(message.getProperty(), pointer, rule.path("properties"));
            case "enum":
                return name(pointer) + " must be one of " + String.join(", ", texts(rule.path("enum")));
            default:
                return name(pointer) + " must be " + rule.path("description").asText("of another shape");
        }
    }

    private String unknownKey(String key, String pointer, JsonNode properties) {
        String where = pointer.isEmpty() ? "" : " in " + name(pointer);
        if (key.toLowerCase(java.util.Locale.ROOT).startsWith("pop")) {
            return "Key '" + key + "'" + where + ": POP3 is not supported, mail is read over IMAP";
        }
        List<String> known = new ArrayList<>();
        properties.fieldNames().forEachRemaining(known::add);
        return "Unknown key '" + key + "'" + where + Suggestion.nearest(key, known).map(word -> ", did you mean '" + word + "'?")
            .orElseGet(() -> ", known are " + String.join(", ", known));
    }

    private String description(JsonNode rule, String property) {
        JsonNode definition = rule.path("properties").path(property);
        if (definition.has("$ref")) {
            definition = schema.getSchemaNode().at(definition.get("$ref").asText().substring(1));
        }
        return definition.has("enum") ? String.join(", ", texts(definition.get("enum"))) : definition.path("description").asText();
    }

    /** The schema that the failed keyword belongs to, as JSON pointer within the schema. */
    private static String fragmentOfRule(ValidationMessage message) {
        String fragment = message.getSchemaLocation().getFragment().toString();
        return fragment.substring(0, fragment.lastIndexOf('/'));
    }

    /** {@code /waves/0/name} is {@code waves[1].name}: people count from one. */
    static String name(String pointer) {
        StringBuilder name = new StringBuilder();
        for (String part : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/")) {
            if (part.chars().allMatch(Character::isDigit)) {
                name.append('[').append(Integer.parseInt(part) + 1).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".").append(part);
            }
        }
        return name.isEmpty() ? "plan.yaml" : name.toString();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}

package org.mailferry.process.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The questions of a form-js document (schema version 16). Beside its own {@code validate} and {@code values} a component may carry the
 * properties {@code when}, {@code after}, {@code keep} and {@code output}: what a program printed, in which secrets are hidden before it is kept.
 */
record Form(String id, List<Field> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, FieldKind> KINDS = Map.of("textfield", FieldKind.TEXT, "textarea", FieldKind.TEXT,
        "checkbox", FieldKind.TICK, "radio", FieldKind.CHOICE, "select", FieldKind.CHOICE, "number", FieldKind.NUMBER,
        "datetime", FieldKind.MOMENT);

    Form {
        fields = List.copyOf(fields);
    }

    /** @throws IllegalArgumentException when it is no form, or asks in a way that cannot be checked here */
    static Form parse(String document) {
        try {
            JsonNode root = JSON.readTree(document);
            List<Field> fields = new ArrayList<>();
            collect(root.path("components"), fields);
            return new Form(root.path("id").asText(), fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a form: " + e.getOriginalMessage(), e);
        }
    }

    private static void collect(JsonNode components, List<Field> fields) {
        for (JsonNode component : components) {
            if (component.has("key")) {
                fields.add(field(component));
            }
            collect(component.path("components"), fields);
        }
    }

    private static Field field(JsonNode component) {
        JsonNode validate = component.path("validate");
        JsonNode properties = component.path("properties");
        return new Field(component.get("key").asText(), label(component), kind(component), validate.path("required").asBoolean(),
            limits(validate), options(component), text(properties, "when").map(Condition::parse).orElse(Condition.ALWAYS),
            text(properties, "after"), properties.path("keep").asBoolean());
    }

    private static String label(JsonNode component) {
        return text(component, "label").or(() -> text(component, "dateLabel")).orElse(component.get("key").asText());
    }

    private static FieldKind kind(JsonNode component) {
        String type = component.path("type").asText();
        if (!KINDS.containsKey(type)) {
            throw new IllegalArgumentException("Field '" + component.get("key").asText() + "' is of type '" + type + "', which is not checked");
        }
        if (component.path("properties").path("output").asBoolean()) {
            return FieldKind.OUTPUT;
        }
        return component.path("subtype").asText().equals("date") ? FieldKind.DATE : KINDS.get(type);
    }

    private static Field.Limits limits(JsonNode validate) {
        return new Field.Limits(number(validate, "min"), number(validate, "max"), number(validate, "minLength"),
            number(validate, "maxLength"), text(validate, "pattern").map(Pattern::compile));
    }

    private static List<String> options(JsonNode component) {
        return StreamSupport.stream(component.path("values").spliterator(), false).map(option -> option.path("value").asText()).toList();
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
    }

    private static OptionalLong number(JsonNode node, String name) {
        return node.has(name) ? OptionalLong.of(node.get(name).asLong()) : OptionalLong.empty();
    }
}

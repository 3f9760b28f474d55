package org.mailferry.lab.pbm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** A collection of things under names, changed by forms and JSON Patch: what resources, lists and domains have in common. */
final class PbmThings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, PbmThing> things = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String nameField;
    private final Set<String> required;
    private final Set<String> known;
    private final boolean withMembers;

    /** @param nameField what the name is called when a thing is shown */
    PbmThings(String nameField, Set<String> required, Set<String> known, boolean withMembers) {
        this.nameField = nameField;
        this.required = required;
        this.known = known;
        this.withMembers = withMembers;
    }

    synchronized Optional<PbmThing> find(String name) {
        return Optional.ofNullable(things.get(name)).map(PbmThing::copy);
    }

    /** The one name that is left. */
    synchronized String only() {
        return things.keySet().iterator().next();
    }

    synchronized PbmAnswer list() {
        List<Map<String, Object>> shown = new ArrayList<>();
        things.forEach((name, thing) -> shown.add(thing.shown(nameField, name, withMembers)));
        return PbmAnswer.json(200, shown);
    }

    synchronized PbmAnswer get(String name) {
        return find(name).map(thing -> PbmAnswer.json(200, thing.shown(nameField, name, withMembers))).orElse(PbmAnswer.message(404, "Not found"));
    }

    synchronized PbmAnswer put(String name, Map<String, String> form, Map<String, String> defaults) {
        Map<String, String> missing = new TreeMap<>();
        required.stream().filter(field -> form.getOrDefault(field, "").isBlank()).forEach(field -> missing.put(field, field + " is a required value"));
        if (!missing.isEmpty()) {
            return PbmAnswer.message(400, missing);
        }
        if (things.containsKey(name)) {
            return PbmAnswer.message(409, name + " already exists");
        }
        PbmThing thing = new PbmThing();
        thing.fields.putAll(defaults);
        for (Map.Entry<String, String> field : form.entrySet()) {
            Optional<PbmAnswer> problem = set(thing, field.getKey(), field.getValue());
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        things.put(name, thing);
        return PbmAnswer.SUCCESS;
    }

    /** All operations or none. A new name moves the thing. */
    synchronized PbmAnswer patch(String name, String body, String renameField) {
        Optional<PbmThing> found = find(name);
        if (found.isEmpty()) {
            return PbmAnswer.message(404, "Not found");
        }
        String newName = name;
        try {
            for (JsonNode operation : JSON.readTree(body)) {
                String field = operation.path("path").asText().replaceFirst("^/", "");
                if (!Set.of("add", "replace").contains(operation.path("op").asText()) || !operation.path("value").isTextual()) {
                    return PbmAnswer.wrong("op", "is not add or replace of a text");
                }
                if (field.equals(renameField)) {
                    newName = operation.path("value").asText();
                } else {
                    Optional<PbmAnswer> problem = set(found.get(), field, operation.path("value").asText());
                    if (problem.isPresent()) {
                        return problem.get();
                    }
                }
            }
        } catch (JsonProcessingException e) {
            return PbmAnswer.message(400, "The body is not JSON");
        }
        if (!newName.equalsIgnoreCase(name) && things.containsKey(newName)) {
            return PbmAnswer.message(409, newName + " already exists");
        }
        things.remove(name);
        things.put(newName, found.get());
        return PbmAnswer.SUCCESS;
    }

    synchronized PbmAnswer delete(String name) {
        return things.remove(name) == null ? PbmAnswer.message(404, "Not found") : PbmAnswer.SUCCESS;
    }

    private Optional<PbmAnswer> set(PbmThing thing, String field, String value) {
        if (withMembers && field.equals("alias")) {
            thing.members.addAll(addresses(value));
            return Optional.empty();
        }
        if (!known.contains(field)) {
            return Optional.of(PbmAnswer.wrong(field, "is not a known parameter"));
        }
        if (field.equals("employeeType") && !Set.of("0", "1", "2").contains(value)) {
            return Optional.of(PbmAnswer.wrong(field, "is not 0, 1 or 2"));
        }
        thing.fields.put(field, value);
        return Optional.empty();
    }

    private static List<String> addresses(String value) {
        if (!value.startsWith("[")) {
            return List.of(value);
        }
        try {
            return StreamSupport.stream(JSON.readTree(value).spliterator(), false).map(JsonNode::asText).toList();
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}

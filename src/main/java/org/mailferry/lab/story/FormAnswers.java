package org.mailferry.lab.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Fills in a form by its schema as somebody who agrees: boxes ticked, the approving choice taken, a reason written, a window that
 * begins in a moment. A field with an answer of its own gets that.
 */
public final class FormAnswers {
    private static final Duration WINDOW_BEGINS_IN = Duration.ofSeconds(2);
    private static final Duration WINDOW_LASTS = Duration.ofHours(2);
    private static final int BACKUP_KEPT_YEARS = 5;
    /** Choices that carry the migration on, best first. */
    private static final List<String> AGREEING = List.of("true", "approve", "stable", "again", "retry", "accept");
    private static final Set<String> NOT_A_FIELD = Set.of("text", "html", "button", "separator", "spacer", "image", "table", "iframe", "documentPreview");

    private final Clock clock;
    private final Map<String, Object> own;

    /** @param own answers by field key, used instead of the agreeing ones */
    public FormAnswers(Clock clock, Map<String, Object> own) {
        this.clock = clock;
        this.own = Map.copyOf(own);
    }

    public Map<String, Object> to(JsonNode form, HumanTask task) {
        Map<String, Object> answers = new LinkedHashMap<>();
        collect(form.path("components"), task, answers);
        return answers;
    }

    private void collect(JsonNode components, HumanTask task, Map<String, Object> answers) {
        for (JsonNode field : components) {
            collect(field.path("components"), task, answers);
            String key = field.path("key").asText("");
            String type = field.path("type").asText();
            if (key.isEmpty() || NOT_A_FIELD.contains(type) || field.path("disabled").asBoolean() || field.path("readonly").asBoolean()) {
                continue;
            }
            if (!applies(field.path("properties").path("when").asText(""), task, answers)) {
                continue;
            }
            answers.put(key, own.containsKey(key) ? own.get(key) : agreeing(field, key, type, task));
        }
    }

    /** A condition reads {@code decision=skip,accept & sourceKind=EXCHANGE}; an answer counts before a variable of the same name. */
    private static boolean applies(String condition, HumanTask task, Map<String, Object> answers) {
        return Arrays.stream(condition.split("&")).filter(clause -> !clause.isBlank()).allMatch(clause -> {
            String[] sides = clause.split("=", 2);
            String key = sides[0].strip();
            Object known = answers.containsKey(key) ? answers.get(key) : task.text(key).orElse("");
            return Arrays.stream(sides[1].split(",")).map(String::strip).anyMatch(known.toString()::equals);
        });
    }

    private Object agreeing(JsonNode field, String key, String type, HumanTask task) {
        return switch (type) {
            case "checkbox" -> true;
            case "radio", "select" -> choice(field);
            case "number" -> number(field);
            case "datetime" -> moment(key, field.path("subtype").asText("datetime"));
            default -> text(field, key, task);
        };
    }

    private static Object choice(JsonNode field) {
        List<JsonNode> values = field.path("values").findValues("value");
        return values.stream().filter(value -> AGREEING.contains(value.asText())).min(Comparator.comparingInt(value -> AGREEING.indexOf(value.asText())))
            .or(() -> values.stream().findFirst()).map(value -> value.isBoolean() ? (Object) value.asBoolean() : value.asText())
            .orElseThrow(() -> new IllegalStateException("The form's field " + field.path("key").asText() + " offers nothing to choose"));
    }

    private static Object number(JsonNode field) {
        return field.path("defaultValue").asLong(field.path("validate").path("min").asLong(1));
    }

    private String moment(String key, String subtype) {
        OffsetDateTime now = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        if (subtype.equals("date")) {
            return now.plusYears(BACKUP_KEPT_YEARS).toLocalDate().toString();
        }
        boolean end = key.toLowerCase(Locale.ROOT).contains("end");
        return now.plus(WINDOW_BEGINS_IN).plus(end ? WINDOW_LASTS : Duration.ZERO).toString();
    }

    private String text(JsonNode field, String key, HumanTask task) {
        if (key.toLowerCase(Locale.ROOT).endsWith("until")) {
            return OffsetDateTime.now(clock).plusYears(BACKUP_KEPT_YEARS).toLocalDate().toString();
        }
        String given = field.path("defaultValue").asText("");
        return given.isBlank() ? "Looked at " + (task.subject().isBlank() ? task.name() : task.subject()) + ": as it should be." : given;
    }
}

package org.mailferry.process.form;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.BadUserRequestException;
import org.jspecify.annotations.Nullable;

/** Checks answers against their form, the way the browser does and beyond: clients other than the browser hold to it too. */
final class FormCheck {
    private final Form form;
    private final Map<String, Object> posted;
    private final UnaryOperator<@Nullable String> variables;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Object> accepted = new LinkedHashMap<>();

    private FormCheck(Form form, Map<String, Object> posted, UnaryOperator<@Nullable String> variables) {
        this.form = form;
        this.posted = posted;
        this.variables = variables;
    }

    /**
     * The answers as the runbook stores them, in the order of the form; blank ones are left out.
     *
     * @param variables gives a variable of the task as text, null when there is none
     * @throws BadUserRequestException naming every field that is wrong and how to put it right
     */
    static Map<String, Object> check(Form form, Map<String, Object> posted, UnaryOperator<@Nullable String> variables) {
        FormCheck check = new FormCheck(form, posted, variables);
        check.run();
        if (!check.problems.isEmpty()) {
            throw new BadUserRequestException("Form '" + form.id() + "' was not accepted. " + String.join(" ", check.problems));
        }
        return check.accepted;
    }

    private void run() {
        posted.keySet().stream().filter(key -> form.fields().stream().noneMatch(field -> field.key().equals(key))).sorted()
            .forEach(key -> problems.add("'" + key + "' is not a field of this form: leave it out."));
        form.fields().forEach(this::check);
    }

    private void check(Field field) {
        Object answer = posted.get(field.key());
        boolean blank = answer == null || answer.toString().isBlank() || (field.kind() == FieldKind.TICK && answer.toString().equals("false"));
        if (!field.when().holds(this::known)) {
            if (!blank) {
                problem(field, "does not apply to the other answers: leave it out");
            }
            return;
        }
        if (blank) {
            if (field.required()) {
                problem(field, field.kind() == FieldKind.TICK ? "must be ticked once it is done" : "must be filled in");
            }
            return;
        }
        read(field, answer);
    }

    /** An answer of this form counts before a variable of the same name, which is from an earlier round. */
    private @Nullable String known(String key) {
        boolean asked = form.fields().stream().anyMatch(field -> field.key().equals(key));
        if (!asked) {
            return variables.apply(key);
        }
        Object answer = posted.get(key);
        return answer == null ? null : answer.toString();
    }

    private void read(Field field, Object answer) {
        try {
            Object value = field.kind().read(answer);
            limit(field, value);
            accepted.put(field.key(), field.yesOrNo() ? Boolean.valueOf(value.toString()) : value);
        } catch (IllegalArgumentException e) {
            problem(field, e.getMessage());
        }
    }

    private void limit(Field field, Object value) {
        Field.Limits limits = field.limits();
        int length = value.toString().length();
        if (field.kind() == FieldKind.CHOICE && !field.options().contains(value.toString())) {
            problem(field, "must be one of " + String.join(", ", field.options()));
        }
        limits.minLength().ifPresent(min -> expect(length >= min, field, "needs at least " + min + " characters"));
        limits.maxLength().ifPresent(max -> expect(length <= max, field, "may have at most " + max + " characters"));
        limits.pattern().ifPresent(pattern -> expect(pattern.matcher(value.toString()).find(), field, "must match " + pattern));
        if (value instanceof Long number) {
            limits.min().ifPresent(min -> expect(number >= min, field, "must be at least " + min));
            limits.max().ifPresent(max -> expect(number <= max, field, "must be at most " + max));
        }
        field.after().filter(accepted::containsKey).ifPresent(earlier -> expect(
            Instant.parse(value.toString()).isAfter(Instant.parse(accepted.get(earlier).toString())), field,
            "must lie after '" + label(earlier) + "'"));
    }

    private String label(String key) {
        return form.fields().stream().filter(field -> field.key().equals(key)).map(Field::label).findFirst().orElse(key);
    }

    private void expect(boolean holds, Field field, String otherwise) {
        if (!holds) {
            problem(field, otherwise);
        }
    }

    private void problem(Field field, String what) {
        problems.add("'" + field.label() + "' (" + field.key() + ") " + what + ".");
    }
}

package org.mailferry.process.form;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Fills forms the way a person does who has read them. */
public final class FormAnswers {
    static final Path FOLDER = Path.of("forms");

    private FormAnswers() {}

    static List<String> ids() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".form", "")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Form form(String id) {
        return Form.parse(document(id));
    }

    static String document(String id) {
        try {
            return Files.readString(FOLDER.resolve(id + ".form"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every question that applies is answered: as chosen, else ticked, else by the first option or a plain value. */
    public static Map<String, Object> of(String formId, Map<String, ?> chosen, Map<String, ?> variables) {
        Map<String, Object> answers = new HashMap<>(chosen);
        for (Field field : form(formId).fields()) {
            boolean applies = field.when().holds(key -> {
                Object known = answers.containsKey(key) ? answers.get(key) : variables.get(key);
                return known == null ? null : known.toString();
            });
            if (applies && field.required()) {
                answers.putIfAbsent(field.key(), example(field));
            }
        }
        return answers;
    }

    public static Map<String, Object> of(String formId) {
        return of(formId, Map.of(), Map.of());
    }

    static Object example(Field field) {
        switch (field.kind()) {
            case TICK:
                return true;
            case CHOICE:
                return field.options().get(0);
            case NUMBER:
                return field.limits().min().orElse(1);
            case MOMENT:
                return field.after().isPresent() ? "2030-01-02T03:00+00:00" : "2030-01-01T22:00+00:00";
            case DATE:
                return "2040-12-31";
            default:
                return "because-it-is-so";
        }
    }
}

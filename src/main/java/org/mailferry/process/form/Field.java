package org.mailferry.process.form;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One question of a form.
 *
 * @param key the variable it answers
 * @param options the allowed answers of a choice, empty otherwise
 * @param when the field is shown, asked and allowed only under this condition
 * @param after the key of another moment that must lie before this one
 * @param kept the last answer is offered again when the form comes back
 */
record Field(String key, String label, FieldKind kind, boolean required, Limits limits, List<String> options, Condition when,
             Optional<String> after, boolean kept) {
    Field {
        options = List.copyOf(options);
    }

    record Limits(OptionalLong min, OptionalLong max, OptionalLong minLength, OptionalLong maxLength, Optional<Pattern> pattern) {}

    /** A yes or no becomes a flag, so that gateways need not compare texts. */
    boolean yesOrNo() {
        return kind == FieldKind.CHOICE && List.of("true", "false").equals(options);
    }
}

package org.mailferry.lab.story;

import java.util.Map;
import java.util.Optional;

/**
 * A human step that waits.
 *
 * @param key its id in the model, for example {@code switch-flow}
 * @param variables what the step's form can show: texts, numbers, flags
 */
public record HumanTask(String id, String key, String name, Map<String, Object> variables) {
    public HumanTask {
        variables = Map.copyOf(variables);
    }

    public Optional<String> text(String variable) {
        return Optional.ofNullable(variables.get(variable)).map(Object::toString);
    }

    /** What the step is about: a mailbox, a wave, a flow, or the plan. */
    public String subject() {
        return text("mailboxId").or(() -> text("windowSubject")).or(() -> text("flow")).or(() -> text("waveId")).or(() -> text("planName")).orElse("");
    }
}

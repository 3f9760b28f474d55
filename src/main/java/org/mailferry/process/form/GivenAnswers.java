package org.mailferry.process.form;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * The answers that the running command was given for a task, until its form takes them. What nobody takes was never checked, and
 * what was not given here counts as not answered: a way to complete a task that we do not know ends in a refusal.
 */
final class GivenAnswers {
    private static final ThreadLocal<@Nullable GivenAnswers> CURRENT = new ThreadLocal<>();

    private final String taskId;
    private final Map<String, Object> answers;
    private boolean taken;

    private GivenAnswers(String taskId, Map<String, Object> answers) {
        this.taskId = taskId;
        this.answers = answers;
    }

    static GivenAnswers offer(String taskId, @Nullable Map<String, ?> posted) {
        GivenAnswers given = new GivenAnswers(taskId, posted == null ? Map.of() : present(posted));
        CURRENT.set(given);
        return given;
    }

    static void withdraw() {
        CURRENT.remove();
    }

    /** The answers given for this task, each once; empty when there are none. */
    static Map<String, Object> take(String taskId) {
        return Optional.ofNullable(CURRENT.get()).filter(given -> given.taskId.equals(taskId) && !given.taken).map(given -> {
            given.taken = true;
            return given.answers;
        }).orElse(Map.of());
    }

    boolean taken() {
        return taken;
    }

    /** Plain values; an answer of nothing is no answer. */
    static Map<String, Object> present(Map<String, ?> posted) {
        return posted.entrySet().stream().filter(entry -> plain(entry.getValue()) != null)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof TypedValue typed ? typed.getValue() : value;
    }
}

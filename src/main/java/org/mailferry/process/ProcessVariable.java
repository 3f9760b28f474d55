package org.mailferry.process;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;

/**
 * A named, typed process variable. It is stored as a string, boolean or long, so that Cockpit shows it and queries find it;
 * texts are cut at 4,000 characters, the column's width.
 */
public final class ProcessVariable<T> {
    private final String name;
    private final Function<Object, T> fromEngine;
    private final Function<T, Object> toEngine;

    private ProcessVariable(String name, Function<Object, T> fromEngine, Function<T, Object> toEngine) {
        this.name = name;
        this.fromEngine = fromEngine;
        this.toEngine = toEngine;
    }

    public static <T> ProcessVariable<T> of(String name, Function<String, T> parse, Function<T, String> text) {
        return new ProcessVariable<>(name, value -> parse.apply(value.toString()), text::apply);
    }

    public static ProcessVariable<String> text(String name) {
        return of(name, Function.identity(), value -> value.length() <= 4_000 ? value : value.substring(0, 3_999) + "…");
    }

    public static ProcessVariable<Boolean> flag(String name) {
        return new ProcessVariable<>(name, Boolean.class::cast, value -> value);
    }

    public static ProcessVariable<Long> count(String name) {
        return new ProcessVariable<>(name, value -> ((Number) value).longValue(), value -> value);
    }

    /** Read with any offset, as a form writes it; written in UTC, as a timer reads it. */
    public static ProcessVariable<Instant> instant(String name) {
        return of(name, text -> OffsetDateTime.parse(text).toInstant(), Instant::toString);
    }

    public static ProcessVariable<Duration> duration(String name) {
        return of(name, Duration::parse, Duration::toString);
    }

    public static ProcessVariable<PlanName> plan(String name) {
        return of(name, PlanName::parse, PlanName::text);
    }

    public static ProcessVariable<WaveId> wave(String name) {
        return of(name, WaveId::parse, WaveId::text);
    }

    public static ProcessVariable<MailboxId> mailbox(String name) {
        return of(name, MailboxId::parse, MailboxId::text);
    }

    public String name() {
        return name;
    }

    /** @throws IllegalStateException when the variable is missing, naming process, activity and variable */
    public T get(VariableScope scope) {
        return find(scope).orElseThrow(() -> new IllegalStateException("Variable '" + name + "' is missing" + place(scope)));
    }

    public Optional<T> find(VariableScope scope) {
        return Optional.ofNullable(scope.getVariable(name)).map(fromEngine);
    }

    public void set(VariableScope scope, T value) {
        scope.setVariable(name, toEngine.apply(value));
    }

    /** The value as the engine stores it, for starting a process or completing a task. */
    public Object engineValue(T value) {
        return toEngine.apply(value);
    }

    private static String place(VariableScope scope) {
        if (scope instanceof DelegateExecution execution) {
            return " in process " + execution.getProcessDefinitionId() + " at activity " + execution.getCurrentActivityId();
        }
        return "";
    }
}

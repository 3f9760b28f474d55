package org.mailferry.lab.story;

/**
 * What a person does outside the runbook before he ticks a step off: changes a record, sets forwards, switches a server off. The
 * lab does it to its simulators, a test to its real servers.
 */
@FunctionalInterface
public interface OutsideActions {
    /** Does what the step asks for; nothing when the step asks for nothing outside. Safe to repeat. */
    void before(HumanTask task);

    OutsideActions NONE = task -> {};
}

package org.mailferry.lab;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The switchboard of the lab's faults. */
final class LabFaults {
    private final Lab lab;
    private final Set<LabFault> on = EnumSet.noneOf(LabFault.class);

    LabFaults(Lab lab) {
        this.lab = lab;
    }

    record State(String id, String label, boolean on) {}

    synchronized List<State> all() {
        return Arrays.stream(LabFault.values()).map(fault -> new State(fault.id(), fault.label(), on.contains(fault))).toList();
    }

    /** @throws IllegalArgumentException when there is no such fault */
    synchronized void set(String id, boolean wanted) {
        LabFault fault = Arrays.stream(LabFault.values()).filter(one -> one.id().equals(id)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("The lab has no fault '" + id + "'; it has " + all().stream().map(State::id).toList()));
        if (wanted && fault.concernsLine()) {
            on.removeIf(LabFault::concernsLine);
        }
        if (wanted ? on.add(fault) : on.remove(fault)) {
            fault.apply(lab, wanted);
        }
    }

    synchronized boolean isOn(LabFault fault) {
        return on.contains(fault);
    }
}

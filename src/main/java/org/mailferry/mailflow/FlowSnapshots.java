package org.mailferry.mailflow;

import java.util.Optional;
import org.mailferry.kernel.PlanName;

/** Keeps every snapshot. */
public interface FlowSnapshots {
    void store(FlowSnapshot snapshot);

    /** The one taken last. */
    Optional<FlowSnapshot> latest(PlanName plan, String flow);
}

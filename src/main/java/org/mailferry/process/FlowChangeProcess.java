package org.mailferry.process;

import java.time.Instant;

/** One mail flow is switched within a window, seen, probed, and restored when it does not work. */
public final class FlowChangeProcess {
    public static final String KEY = "flow-change";

    /** {@link #INBOUND}, {@link #INTERNAL} or {@link #OUTBOUND}. */
    public static final ProcessVariable<String> FLOW = ProcessVariable.text("flow");
    /** What the flow was before, as text for the one who restores it. Out of {@code takeFlowSnapshot}. */
    public static final ProcessVariable<String> FLOW_SNAPSHOT = ProcessVariable.text("flowSnapshot");
    /** Every authoritative server and resolver shows the change. Out of {@code checkFlowSeen}. */
    public static final ProcessVariable<Boolean> FLOW_SEEN = ProcessVariable.flag("flowSeen");
    /** Who does not show it yet. Out of {@code checkFlowSeen}. */
    public static final ProcessVariable<String> FLOW_PROBLEM = ProcessVariable.text("flowProblem");
    /** Until when to wait. Set by {@code checkFlowSeen} at its first look: now and {@code dnsPatience}. */
    public static final ProcessVariable<Instant> FLOW_DEADLINE = ProcessVariable.instant("flowDeadline");
    /** The deadline lies ahead. Out of {@code checkFlowSeen}. */
    public static final ProcessVariable<Boolean> STILL_TIME = ProcessVariable.flag("stillTime");
    /** A probe arrived by the changed flow. Out of {@code probeDelivery}. */
    public static final ProcessVariable<Boolean> DELIVERED = ProcessVariable.flag("delivered");
    /** Why not. Out of {@code probeDelivery}. */
    public static final ProcessVariable<String> DELIVERY_PROBLEM = ProcessVariable.text("deliveryProblem");
    /** The flow is as the snapshot says. Out of {@code checkFlowRestored}. */
    public static final ProcessVariable<Boolean> RESTORED = ProcessVariable.flag("restored");
    /** What differs from the snapshot. Out of {@code checkFlowRestored}. */
    public static final ProcessVariable<String> RESTORE_PROBLEM = ProcessVariable.text("restoreProblem");

    public static final String INBOUND = "INBOUND";
    public static final String INTERNAL = "INTERNAL";
    public static final String OUTBOUND = "OUTBOUND";

    /** The flow did not work and is restored. */
    public static final String FLOW_ROLLED_BACK = "flowRolledBack";

    private FlowChangeProcess() {}
}

package org.mailferry.process;

import java.time.Instant;

/** Probes over a period and a person's judgement: stable, repair, or roll back (V95-V101). */
public final class StabilizationProcess {
    public static final String KEY = "stabilization";

    /** What is watched: {@link #PLAN} or {@link #WAVE}. */
    public static final ProcessVariable<String> SCOPE = ProcessVariable.text("scope");
    /** When the watch is over. Set by {@code judgeWatch} at its first run. */
    public static final ProcessVariable<Instant> WATCH_UNTIL = ProcessVariable.instant("watchUntil");
    /** The watch has lasted long enough. Out of {@code judgeWatch}. */
    public static final ProcessVariable<Boolean> WATCH_OVER = ProcessVariable.flag("watchOver");
    /** One of {@link #STABLE}, {@link #REPAIR}, {@link #ROLLBACK}. */
    public static final ProcessVariable<String> STABILITY_DECISION = ProcessVariable.text("stabilityDecision");
    /** What was seen, or what is to be repaired. */
    public static final ProcessVariable<String> STABILITY_REMARK = ProcessVariable.text("stabilityRemark");

    /** Why a rollback that this watch asked for was refused, so that it is watched again. */
    public static final ProcessVariable<String> ROLLBACK_REFUSAL = ProcessVariable.text("rollbackRefusal");

    public static final String PLAN = "plan";
    public static final String WAVE = "wave";

    public static final String STABLE = "stable";
    public static final String REPAIR = "repair";
    public static final String ROLLBACK = "rollback";

    /** The watch ended with the decision to go back. */
    public static final String ROLLBACK_DECIDED = "rollbackDecided";

    private StabilizationProcess() {}
}

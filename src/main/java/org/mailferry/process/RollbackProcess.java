package org.mailferry.process;

import java.time.Instant;

/** The way back for a mailbox, a wave or the plan: routes, mail that arrived meanwhile, blocked targets. */
public final class RollbackProcess {
    public static final String KEY = "rollback";

    /** {@link #MAILBOX} ({@code mailboxId}), {@link #WAVE} ({@code waveId}) or {@link #PLAN}. */
    public static final ProcessVariable<String> SCOPE_KIND = ProcessVariable.text("scopeKind");
    /** Only tried out in the pilot (V74). */
    public static final ProcessVariable<Boolean> REHEARSAL = ProcessVariable.flag("rehearsal");
    /** The change manager agrees. */
    public static final ProcessVariable<Boolean> ROLLBACK_APPROVED = ProcessVariable.flag("rollbackApproved");
    /** Why he agrees or not. */
    public static final ProcessVariable<String> ROLLBACK_REASON = ProcessVariable.text("rollbackReason");
    /** When this round of copying back began; kept by {@code copyBack} itself from slice to slice. */
    public static final ProcessVariable<Instant> COPY_BACK_SINCE = ProcessVariable.instant("copyBackSince");
    /** How many mailboxes of the scope, in the plan's order, {@code copyBackCalendars} is done with; its own place mark between slices. */
    public static final ProcessVariable<Long> CALENDARS_SO_FAR = ProcessVariable.count("calendarsSoFar");
    /** Every target account of the scope is blocked; none is deleted (P30). Out of {@code blockTargets}. */
    public static final ProcessVariable<Boolean> ALL_BLOCKED = ProcessVariable.flag("allBlocked");
    /** How many accounts of the scope, in the plan's order, {@code blockTargets} is done with; its own place mark between slices. */
    public static final ProcessVariable<Long> BLOCKED_SO_FAR = ProcessVariable.count("blockedSoFar");
    /** Nothing is lost on the way back. Out of {@code verifyRollback}. */
    public static final ProcessVariable<Boolean> ROLLED_BACK_CLEAN = ProcessVariable.flag("rolledBackClean");
    /** How many mailboxes of the scope, in the plan's order, {@code verifyRollback} is done with; its own place mark between slices. */
    public static final ProcessVariable<Long> COMPARED_SO_FAR = ProcessVariable.count("comparedSoFar");
    /** What is not as it was, or why the rollback cannot go on. Out of {@code verifyRollback}; the message of {@link #ROLLBACK_STUCK}. */
    public static final ProcessVariable<String> ROLLBACK_PROBLEM = ProcessVariable.text("rollbackProblem");

    public static final String MAILBOX = "MAILBOX";
    public static final String WAVE = "WAVE";
    public static final String PLAN = "PLAN";

    /** The rollback ended with it: nothing was touched, and the caller goes on from where it was. The message is the reason. */
    public static final String ROLLBACK_REFUSED = "rollbackRefused";
    /** Thrown by {@code copyBack}, {@code copyBackCalendars} and {@code blockTargets}: only a person can put that right. */
    public static final String ROLLBACK_STUCK = "rollbackStuck";

    private RollbackProcess() {}
}

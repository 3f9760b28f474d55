package org.mailferry.process;

/** The least critical mailboxes, with a rehearsed rollback; only its recorded success opens the waves (V75, V102). */
public final class PilotProcess {
    public static final String KEY = "pilot";

    /** The change manager accepts the pilot. */
    public static final ProcessVariable<Boolean> PILOT_ACCEPTED = ProcessVariable.flag("pilotAccepted");
    /** Why the pilot is accepted or refused. */
    public static final ProcessVariable<String> PILOT_REMARK = ProcessVariable.text("pilotRemark");
    /** What was seen on the mailbox that was rolled back. */
    public static final ProcessVariable<String> REHEARSAL_REMARK = ProcessVariable.text("rehearsalRemark");

    /** Why no rollback could be rehearsed: refused, or no mailbox to try it on. */
    public static final ProcessVariable<String> REHEARSAL_PROBLEM = ProcessVariable.text("rehearsalProblem");
    /** Why the refused pilot did not go back and is run again. */
    public static final ProcessVariable<String> PILOT_ROLLBACK_REFUSAL = ProcessVariable.text("pilotRollbackRefusal");

    /** The pilot ended with it; the plan is rolled back. */
    public static final String PILOT_REFUSED = "pilotRefused";
    /** Thrown by {@code pickRehearsalMailbox} when no pilot mailbox is switched. */
    public static final String NOTHING_TO_REHEARSE = "nothingToRehearse";

    private PilotProcess() {}
}

package org.mailferry.process;

/** The whole migration of one plan, from the first check to the switched-off source. */
public final class MailMigrationProcess {
    public static final String KEY = "mail-migration";

    /** Mailboxes in the plan. Out of {@code loadPlan}. */
    public static final ProcessVariable<Long> MAILBOX_COUNT = ProcessVariable.count("mailboxCount");
    /** Why the plan cannot be used, a line an error; the message of {@link #PLAN_INVALID}. */
    public static final ProcessVariable<String> PLAN_ERRORS = ProcessVariable.text("planErrors");
    /** A wave is still to be moved; {@code waveId} names it. Out of {@code pickNextWave}. */
    public static final ProcessVariable<Boolean> WAVE_LEFT = ProcessVariable.flag("waveLeft");

    /** The change manager lets a wave that was rolled back be moved again; otherwise the migration stops. */
    public static final ProcessVariable<Boolean> WAVE_AGAIN = ProcessVariable.flag("waveAgain");
    /** What was found out about the wave, and why it is moved again or not. */
    public static final ProcessVariable<String> WAVE_REMARK = ProcessVariable.text("waveRemark");

    /** Thrown by {@code loadPlan}; the message lists the errors. */
    public static final String PLAN_INVALID = "planInvalid";

    private MailMigrationProcess() {}
}

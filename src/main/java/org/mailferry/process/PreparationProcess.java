package org.mailferry.process;

import java.time.Instant;

/** Everything that must be true before the first mailbox moves; checks are green or waived by name. */
public final class PreparationProcess {
    public static final String KEY = "preparation";

    /** Every check is green or waived. Out of {@code judgeChecks}. */
    public static final ProcessVariable<Boolean> ALL_GREEN = ProcessVariable.flag("allGreen");
    /** Checks neither green nor waived. Out of {@code judgeChecks}. */
    public static final ProcessVariable<Long> RED_COUNT = ProcessVariable.count("redCount");
    /** The checks, a line each, red ones first. Out of {@code judgeChecks}. */
    public static final ProcessVariable<String> CHECK_TABLE = ProcessVariable.text("checkTable");
    /** The largest message, in bytes, that the target's SMTP server takes; 0 when it does not say. Out of {@code checkPorts}. */
    public static final ProcessVariable<Long> TARGET_SMTP_LIMIT = ProcessVariable.count("targetSmtpLimit");
    /** When the round of questions about every mailbox began; absent between two rounds. In and out of {@code checkMailboxes}. */
    public static final ProcessVariable<Instant> MAILBOX_ROUND = ProcessVariable.instant("mailboxRound");
    /** Every mailbox was asked about in this round, or its server is away. Out of {@code checkMailboxes}. */
    public static final ProcessVariable<Boolean> MAILBOXES_CHECKED = ProcessVariable.flag("mailboxesChecked");
    /** What the operator does about red checks: {@link #AGAIN} or {@link #WAIVE}. */
    public static final ProcessVariable<String> CHECKS_DECISION = ProcessVariable.text("checksDecision");
    /** The check that is to be waived. */
    public static final ProcessVariable<String> WAIVER_CHECK_ID = ProcessVariable.text("waiverCheckId");
    /** Why the operator wants it waived. */
    public static final ProcessVariable<String> WAIVER_REASON = ProcessVariable.text("waiverReason");
    /** The change manager agrees. */
    public static final ProcessVariable<Boolean> WAIVER_GRANTED = ProcessVariable.flag("waiverGranted");
    /** Why the change manager agrees or not. */
    public static final ProcessVariable<String> WAIVER_DECISION_REASON = ProcessVariable.text("waiverDecisionReason");
    /** User id of the one who signs, in each of the parallel signatures (V22). */
    public static final ProcessVariable<String> ROLLBACK_SIGNER = ProcessVariable.text("rollbackSigner");
    /** The signer has read the rollback plan. */
    public static final ProcessVariable<Boolean> ROLLBACK_PLAN_READ = ProcessVariable.flag("rollbackPlanRead");

    public static final String AGAIN = "again";
    public static final String WAIVE = "waive";

    private PreparationProcess() {}
}

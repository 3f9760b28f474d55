package org.mailferry.process;

/** The source is verified, quiet, backed up, switched off, and the audit pack is sealed (V123). */
public final class DecommissionProcess {
    public static final String KEY = "decommission";

    /** Every mailbox is identical or accepted. Out of {@code checkAllVerified}. */
    public static final ProcessVariable<Boolean> ALL_VERIFIED = ProcessVariable.flag("allVerified");
    /** Mailboxes that are not. Out of {@code checkAllVerified}. */
    public static final ProcessVariable<Long> UNVERIFIED_COUNT = ProcessVariable.count("unverifiedCount");
    /** Nothing arrives on the source any more. Out of {@code checkSourceQuiet}. */
    public static final ProcessVariable<Boolean> SOURCE_QUIET = ProcessVariable.flag("sourceQuiet");
    /** What still arrives; empty also while not every mailbox was looked at. Out of {@code checkSourceQuiet}. */
    public static final ProcessVariable<String> QUIET_PROBLEM = ProcessVariable.text("quietProblem");
    /** Where that traffic came from and what was done. */
    public static final ProcessVariable<String> TRAFFIC_EXPLANATION = ProcessVariable.text("trafficExplanation");
    /** The full backup of the source. */
    public static final ProcessVariable<String> BACKUP_ID = ProcessVariable.text("backupId");
    /** The date until which it is kept. */
    public static final ProcessVariable<String> RETENTION_UNTIL = ProcessVariable.text("retentionUntil");
    /** The change manager lets the source be switched off. */
    public static final ProcessVariable<Boolean> APPROVED = ProcessVariable.flag("approved");
    /** Why or why not. */
    public static final ProcessVariable<String> APPROVAL_REASON = ProcessVariable.text("approvalReason");
    /** No SMTP or IMAP listener answers any more. Out of {@code checkListenersGone}. */
    public static final ProcessVariable<Boolean> LISTENERS_GONE = ProcessVariable.flag("listenersGone");

    private DecommissionProcess() {}
}

package org.mailferry.process;

/** One mailbox; the business key is the mailbox id. */
public final class MailboxMigrationProcess {
    public static final String KEY = "mailbox-migration";

    /** The whole mailbox was compared. Out of {@code verifySlice}. */
    public static final ProcessVariable<Boolean> VERIFIED_TO_END = ProcessVariable.flag("verifiedToEnd");
    /** Every source message is on the target or accepted by name; only meaningful when verified to the end. */
    public static final ProcessVariable<Boolean> IDENTICAL = ProcessVariable.flag("identical");
    /** What differs; empty when identical. {@code verifySlice} sets it every time. */
    public static final ProcessVariable<String> DISCREPANCY_SUMMARY = ProcessVariable.text("discrepancySummary");
    /** Which comparison found it, so that an acceptance is about what was shown. Out of {@code verifySlice}. */
    public static final ProcessVariable<Long> VERIFY_RUN = ProcessVariable.count("verifyRun");
    /** Differences that may be accepted together and nobody accepted yet. Out of {@code verifySlice}. */
    public static final ProcessVariable<Long> REFUSED_COUNT = ProcessVariable.count("refusedCount");
    /** Why the mailbox failed, for the operator; the message of the error that ended the attempt. */
    public static final ProcessVariable<String> FAILURE_TEXT = ProcessVariable.text("failureText");
    /** What the operator does about a mailbox that migrates alone; values as {@code triageDecision}. */
    public static final ProcessVariable<String> REPAIR_DECISION = ProcessVariable.text("repairDecision");
    /** Why, where the mailbox migrates alone. */
    public static final ProcessVariable<String> REPAIR_REASON = ProcessVariable.text("repairReason");
    /** Differences accepted one by one: a line each, its code, a blank, the reason. */
    public static final ProcessVariable<String> ACCEPTED_ALONE = ProcessVariable.text("acceptedAlone");

    /** Thrown by {@code provisionMailbox} and {@code switchMailbox}: the platform says no. */
    public static final String MAILBOX_REFUSED = "mailboxRefused";
    /** Thrown by {@code probeCredentials}. */
    public static final String CREDENTIALS_REFUSED = "credentialsRefused";
    /** Thrown by {@code copySlice} and {@code finalSlice}: the rest cannot be copied, e.g. over quota. */
    public static final String COPY_REFUSED = "copyRefused";
    /** Thrown by {@code carryCalendars} and {@code finalCalendars}: a login, a right or a guard that only a person can change. */
    public static final String CALENDARS_REFUSED = "calendarsRefused";
    /** Thrown by {@code verifyCalendars}: both sides' calendars are not the same. */
    public static final String CALENDARS_DIFFER = "calendarsDiffer";
    /** The model ends the attempt with it; its message is {@code discrepancySummary}. */
    public static final String NOT_IDENTICAL = "notIdentical";

    /** Message, by business key: finish and switch now. */
    public static final String CUTOVER_ORDERED = "cutoverOrdered";
    /** Message, by business key, with {@code triageDecision}. */
    public static final String TRIAGE_DECIDED = "triageDecided";
    /** Message, by business key: the mailbox went back to the source, and its instance ends. */
    public static final String ROLLED_BACK = "rolledBack";

    private MailboxMigrationProcess() {}
}

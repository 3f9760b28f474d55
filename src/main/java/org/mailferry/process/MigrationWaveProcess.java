package org.mailferry.process;

/** One wave: sized, approved, copied in parallel, triaged, watched, cut over and checked again. */
public final class MigrationWaveProcess {
    public static final String KEY = "migration-wave";

    /** Every mailbox of the wave is measured. Out of {@code sizeMailboxes}. */
    public static final ProcessVariable<Boolean> ALL_SIZED = ProcessVariable.flag("allSized");
    /** Sizes and expected duration, for the approval. Out of {@code forecastWave}, with {@code evidenceHash}. */
    public static final ProcessVariable<String> FORECAST = ProcessVariable.text("forecast");
    /** The change manager lets the wave start. */
    public static final ProcessVariable<Boolean> WAVE_APPROVED = ProcessVariable.flag("waveApproved");
    /** Why the wave may start or not. */
    public static final ProcessVariable<String> APPROVAL_REASON = ProcessVariable.text("approvalReason");
    /** Why the approval holds no more; the message of {@link #APPROVAL_VOID}. Empty once it holds again. */
    public static final ProcessVariable<String> APPROVAL_PROBLEM = ProcessVariable.text("approvalProblem");
    /** Each member has its own instance. Out of {@code startMembers}. */
    public static final ProcessVariable<Boolean> ALL_STARTED = ProcessVariable.flag("allStarted");
    /** No member is still copying or verifying. Out of {@code countReadyMembers}. */
    public static final ProcessVariable<Boolean> ALL_SETTLED = ProcessVariable.flag("allSettled");
    /** Members that wait for their cutover. Out of {@code countReadyMembers}. */
    public static final ProcessVariable<Long> READY_COUNT = ProcessVariable.count("readyCount");
    /** Counts and the failed members with their reasons. Out of both counts. */
    public static final ProcessVariable<String> MEMBER_SUMMARY = ProcessVariable.text("memberSummary");
    /** Why the operator decided so. */
    public static final ProcessVariable<String> TRIAGE_REASON = ProcessVariable.text("triageReason");
    /** The change manager accepts what is given up. */
    public static final ProcessVariable<Boolean> SKIPS_ACCEPTED = ProcessVariable.flag("skipsAccepted");
    /** Why he accepts or not. */
    public static final ProcessVariable<String> SKIP_REASON = ProcessVariable.text("skipReason");
    /** Routes were switched and a cutover was ordered; kept by the model itself. */
    public static final ProcessVariable<Boolean> CUTOVER_BEGUN = ProcessVariable.flag("cutoverBegun");
    /** Each ready member has its order to cut over. Out of {@code orderCutover}. */
    public static final ProcessVariable<Boolean> ALL_ORDERED = ProcessVariable.flag("allOrdered");
    /** Each member is switched, skipped or failed. Out of {@code countSwitchedMembers}. */
    public static final ProcessVariable<Boolean> ALL_SWITCHED = ProcessVariable.flag("allSwitched");
    /** No delta pass is due any more. Out of {@code runDueDeltas}. */
    public static final ProcessVariable<Boolean> DELTAS_DONE = ProcessVariable.flag("deltasDone");
    /** No calendars are due any more. Out of {@code runDueCalendars}. */
    public static final ProcessVariable<Boolean> CALENDARS_DONE = ProcessVariable.flag("calendarsDone");

    /** A batch waits for a person. Out of {@code collectDeletions}, with the three below. */
    public static final ProcessVariable<Boolean> DELETIONS_WANTED = ProcessVariable.flag("deletionsWanted");
    /** Which batch; nothing is added to it later. */
    public static final ProcessVariable<String> DELETION_BATCH = ProcessVariable.text("deletionBatch");
    /** How many messages it would delete. */
    public static final ProcessVariable<Long> DELETION_COUNT = ProcessVariable.count("deletionCount");
    /** The count of each mailbox, and what stopped a mailbox. */
    public static final ProcessVariable<String> DELETION_SUMMARY = ProcessVariable.text("deletionSummary");
    /** The change manager lets the batch happen. */
    public static final ProcessVariable<Boolean> DELETIONS_APPROVED = ProcessVariable.flag("deletionsApproved");
    /** The number of messages that he names; it must be {@link #DELETION_COUNT}. */
    public static final ProcessVariable<String> APPROVED_COUNT = ProcessVariable.text("approvedCount");
    /** Why he decided so. */
    public static final ProcessVariable<String> DELETION_REASON = ProcessVariable.text("deletionReason");
    /** The decision holds. Out of {@code applyDeletions}, with {@link #DELETION_PROBLEM} where it does not. */
    public static final ProcessVariable<Boolean> DELETIONS_DECIDED = ProcessVariable.flag("deletionsDecided");
    /** Why the person is asked again. */
    public static final ProcessVariable<String> DELETION_PROBLEM = ProcessVariable.text("deletionProblem");

    /** Thrown by {@code requireWaveApproval}: the wave is measured and approved again. */
    public static final String APPROVAL_VOID = "approvalVoid";
    /** The wave ended with it: its mailboxes are back on the source. */
    public static final String WAVE_ROLLED_BACK = "waveRolledBack";

    private MigrationWaveProcess() {}
}

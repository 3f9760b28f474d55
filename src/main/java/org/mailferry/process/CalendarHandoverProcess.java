package org.mailferry.process;

/** Gives the scheduling of copied meetings back to the target, after the last wave and without telling anybody. */
public final class CalendarHandoverProcess {
    public static final String KEY = "calendar-handover";

    /** The plan carries calendars, and a probe can be made. Out of {@code planHandover}. */
    public static final ProcessVariable<Boolean> HANDOVER_WANTED = ProcessVariable.flag("handoverWanted");
    /** Who has moved and who has not; once it was probed, what was found. Out of {@code planHandover} and {@code judgeHandover}. */
    public static final ProcessVariable<String> HANDOVER_FINDING = ProcessVariable.text("handoverFinding");
    /** The change manager lets it happen. */
    public static final ProcessVariable<Boolean> HANDOVER_APPROVED = ProcessVariable.flag("handoverApproved");
    /** Why, either way. */
    public static final ProcessVariable<String> HANDOVER_REASON = ProcessVariable.text("handoverReason");
    /** Nobody heard of the probe's meetings. Out of {@code judgeHandover}. */
    public static final ProcessVariable<Boolean> HANDOVER_SILENT = ProcessVariable.flag("handoverSilent");
    /** The mailbox that is worked on; empty before the first. Out of {@code handOverCalendars}, with all below. */
    public static final ProcessVariable<String> HANDOVER_MAILBOX = ProcessVariable.text("handoverMailbox");
    /** Its last item that was looked at; empty before the first. */
    public static final ProcessVariable<String> HANDOVER_ITEM = ProcessVariable.text("handoverItem");
    /** Meetings that were handed over. */
    public static final ProcessVariable<Long> HANDED_OVER = ProcessVariable.count("handedOver");
    /** Meetings with somebody who has not moved. */
    public static final ProcessVariable<Long> HANDOVER_LEFT = ProcessVariable.count("handoverLeft");
    /** No mailbox is left. */
    public static final ProcessVariable<Boolean> HANDOVER_DONE = ProcessVariable.flag("handoverDone");

    private CalendarHandoverProcess() {}
}

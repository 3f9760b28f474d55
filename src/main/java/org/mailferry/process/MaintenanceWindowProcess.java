package org.mailferry.process;

import java.time.Instant;

/** A window is requested, approved by somebody else, waited for, checked again and opened. */
public final class MaintenanceWindowProcess {
    public static final String KEY = "maintenance-window";

    /** What the window is for, e.g. {@code wave plan/first}; the caller sets it. */
    public static final ProcessVariable<String> WINDOW_SUBJECT = ProcessVariable.text("windowSubject");
    /** Out of {@code recordWindowRequest}; the caller gets it. */
    public static final ProcessVariable<String> WINDOW_ID = ProcessVariable.text("windowId");
    /** Begin, as the operator asks for it. */
    public static final ProcessVariable<Instant> WINDOW_START = ProcessVariable.instant("windowStart");
    /** End, as the operator asks for it. */
    public static final ProcessVariable<Instant> WINDOW_END = ProcessVariable.instant("windowEnd");
    /** Why the operator wants it. */
    public static final ProcessVariable<String> WINDOW_REASON = ProcessVariable.text("windowReason");
    /** Why the last request was refused or could not be opened; the message of {@link #WINDOW_REFUSED}. */
    public static final ProcessVariable<String> WINDOW_PROBLEM = ProcessVariable.text("windowProblem");
    /** The change manager agrees. */
    public static final ProcessVariable<Boolean> WINDOW_APPROVED = ProcessVariable.flag("windowApproved");
    /** Why he agrees or not. */
    public static final ProcessVariable<String> WINDOW_DECISION_REASON = ProcessVariable.text("windowDecisionReason");
    /** Approval, plan and time are still as approved, and the window is open now. Out of {@code openWindow}. */
    public static final ProcessVariable<Boolean> CONDITIONS_HOLD = ProcessVariable.flag("conditionsHold");

    /** Thrown by {@code recordWindowRequest}: past, on a blackout date, outside the allowed hours. */
    public static final String WINDOW_REFUSED = "windowRefused";
    /** Thrown by {@code requireOpenWindow}: {@code windowId} is not open now. */
    public static final String WINDOW_CLOSED = "windowClosed";

    private MaintenanceWindowProcess() {}
}

package org.mailferry.process;

import java.time.Duration;

/** Proves with a decoy that the target tells nobody of what is written to its calendars, and stops them where it does. */
public final class CalendarSilenceProcess {
    public static final String KEY = "calendar-silence";

    /** Somebody else decides where calendars are stopped already; this call only watches. Absent: it asks. */
    public static final ProcessVariable<Boolean> SILENCE_WATCH = ProcessVariable.flag("silenceWatch");
    /** {@link #PROBE}, {@link #NOTHING} or {@link #DECISION}. Out of {@code beginSilenceProbe}. */
    public static final ProcessVariable<String> SILENCE_NEED = ProcessVariable.text("silenceNeed");
    /** How long mail may take to arrive. Out of {@code beginSilenceProbe}. */
    public static final ProcessVariable<Duration> SILENCE_PATIENCE = ProcessVariable.duration("silencePatience");
    /** Is in the UIDs of the probe's meetings. Out of {@code beginSilenceProbe}. */
    public static final ProcessVariable<String> SILENCE_PROBE_ID = ProcessVariable.text("silenceProbeId");
    /** What the decoy's calendars were told, a line each; empty for nothing. Out of {@code writeProbeMeetings}. */
    public static final ProcessVariable<String> INVITATIONS_HEARD = ProcessVariable.text("invitationsHeard");
    /** Why the probe proves less than it should; empty for no reason. Out of {@code writeProbeMeetings}. */
    public static final ProcessVariable<String> SILENCE_PROBLEM = ProcessVariable.text("silenceProblem");
    /** Our own message arrived at the decoy's. Out of {@code lookAtDecoy}. */
    public static final ProcessVariable<Boolean> DECOY_REACHED = ProcessVariable.flag("decoyReached");
    /** Why it did not; empty when it did. Out of {@code lookAtDecoy}. */
    public static final ProcessVariable<String> DECOY_PROBLEM = ProcessVariable.text("decoyProblem");
    /** Mail that nobody told of before, a line each; empty for none. Out of {@code lookAtDecoy}. */
    public static final ProcessVariable<String> STRAY_MAIL = ProcessVariable.text("strayMail");
    /** What the person decides about. Out of {@code judgeSilence} and {@code beginSilenceProbe}. */
    public static final ProcessVariable<String> SILENCE_FINDING = ProcessVariable.text("silenceFinding");
    /** Calendars may be written. Out of {@code judgeSilence}. */
    public static final ProcessVariable<Boolean> CALENDARS_MAY_GO_ON = ProcessVariable.flag("calendarsMayGoOn");
    /** The change manager has an explanation and wants it probed again; otherwise the calendars are left out. */
    public static final ProcessVariable<Boolean> SILENCE_PROBE_AGAIN = ProcessVariable.flag("silenceProbeAgain");
    /** Why, either way. */
    public static final ProcessVariable<String> SILENCE_REASON = ProcessVariable.text("silenceReason");

    public static final String PROBE = "probe";
    public static final String NOTHING = "nothing";
    public static final String DECISION = "decision";

    private CalendarSilenceProcess() {}
}

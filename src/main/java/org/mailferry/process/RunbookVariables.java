package org.mailferry.process;

import java.time.Duration;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;

/** Variables that several processes share; call activities pass them down. */
public final class RunbookVariables {
    /** The plan this instance belongs to; present everywhere. */
    public static final ProcessVariable<PlanName> PLAN_NAME = ProcessVariable.plan("planName");
    /** Digest of the plan as it was when the migration started or a window was approved. */
    public static final ProcessVariable<String> PLAN_HASH = ProcessVariable.text("planHash");
    /** The wave; present in everything that works on one wave. */
    public static final ProcessVariable<WaveId> WAVE_ID = ProcessVariable.wave("waveId");
    /** The mailbox; present in everything that works on one mailbox. */
    public static final ProcessVariable<MailboxId> MAILBOX_ID = ProcessVariable.mailbox("mailboxId");
    /** User id of who asked for what is to be approved next; he may not approve it himself. */
    public static final ProcessVariable<String> REQUESTED_BY = ProcessVariable.text("requestedBy");
    /** Digest of what an approver was shown (a forecast, a check table); his approval binds to it. */
    public static final ProcessVariable<String> EVIDENCE_HASH = ProcessVariable.text("evidenceHash");
    /** How often a wave looks at its members. Set by {@code loadPlan}. */
    public static final ProcessVariable<Duration> MEMBER_POLL = ProcessVariable.duration("memberPoll");
    /** How often due delta passes are run, as a repeating interval such as {@code R/PT15M}. Set by {@code loadPlan}. */
    public static final ProcessVariable<String> DELTA_CYCLE = ProcessVariable.text("deltaCycle");
    /** Time between two probe rounds of a stability watch. Set by {@code loadPlan}. */
    public static final ProcessVariable<Duration> PROBE_EVERY = ProcessVariable.duration("probeEvery");
    /** How long stability is watched. Set by {@code loadPlan}. */
    public static final ProcessVariable<Duration> STABILITY_WATCH = ProcessVariable.duration("stabilityWatch");
    /** Time between two looks at the name servers. Set by {@code loadPlan}. */
    public static final ProcessVariable<Duration> DNS_POLL = ProcessVariable.duration("dnsPoll");
    /** How long a changed flow may take to be seen everywhere. Set by {@code loadPlan}. */
    public static final ProcessVariable<Duration> DNS_PATIENCE = ProcessVariable.duration("dnsPatience");
    /** Whether calendars move too, by us or by people. Set by {@code loadPlan}. */
    public static final ProcessVariable<Boolean> CALENDARS = ProcessVariable.flag("calendars");
    /** Whether we carry them ourselves, because the plan says how they are reached. Set by {@code loadPlan}. */
    public static final ProcessVariable<Boolean> CALENDARS_CARRIED = ProcessVariable.flag("calendarsCarried");
    /** A pass over the calendars was finished. Out of the steps that carry calendars. */
    public static final ProcessVariable<Boolean> CALENDARS_CAUGHT_UP = ProcessVariable.flag("calendarsCaughtUp");
    /** The calendars were compared to the end and are the same, or somebody accepted what is not. Out of {@code verifyCalendars}. */
    public static final ProcessVariable<Boolean> CALENDARS_COMPARED = ProcessVariable.flag("calendarsCompared");
    /** Which comparison of the calendars was shown last, so that an acceptance is about it. Out of {@code verifyCalendars}. */
    public static final ProcessVariable<Long> CALENDAR_VERIFY_RUN = ProcessVariable.count("calendarVerifyRun");
    /** The mailbox is switched as soon as it is ready, and a person repairs it alone: no wave waits for it. */
    public static final ProcessVariable<Boolean> CUTOVER_AT_ONCE = ProcessVariable.flag("cutoverAtOnce");
    /** Every probe of the last round was delivered or answered. Out of {@code runProbes} and {@code probeFlows}. */
    public static final ProcessVariable<Boolean> PROBES_GREEN = ProcessVariable.flag("probesGreen");
    /** The last probe round, a line a probe. */
    public static final ProcessVariable<String> PROBE_SUMMARY = ProcessVariable.text("probeSummary");
    /** Nothing is left to copy in this pass. Out of {@code copySlice}, {@code finalSlice} and {@code copyBack}. */
    public static final ProcessVariable<Boolean> CAUGHT_UP = ProcessVariable.flag("caughtUp");
    /** Members that failed and wait for a decision. */
    public static final ProcessVariable<Long> FAILED_COUNT = ProcessVariable.count("failedCount");
    /** What is done with failed members: one of the constants below. */
    public static final ProcessVariable<String> TRIAGE_DECISION = ProcessVariable.text("triageDecision");

    /** Try the failed members again from the start; what is already copied stays. */
    public static final String RETRY = "retry";
    /** Give the mailbox up: it stays on the source. */
    public static final String SKIP = "skip";
    /** Accept the listed refused messages by name and go on without them. */
    public static final String ACCEPT = "accept";

    private RunbookVariables() {}
}

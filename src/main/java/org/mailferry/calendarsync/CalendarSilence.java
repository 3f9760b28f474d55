package org.mailferry.calendarsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailferry.calendarsync.SilenceVerdict.Kind;
import org.mailferry.kernel.PlanName;
import org.springframework.stereotype.Service;

/**
 * No calendar is written to a target that has not just been proved silent. Every wave of a plan writes to the same target, so one stray
 * message stops the calendars of all of them; they go on when a person has said why they may, and a new probe has found silence.
 */
@Service
public final class CalendarSilence {
    /** A probe that was not judged for so long died. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(30);

    private final SilenceRecords records;
    private final SilenceSettings settings;
    private final Clock clock;

    public CalendarSilence(SilenceRecords records, SilenceSettings settings, Clock clock) {
        this.records = records;
        this.settings = settings;
        this.clock = clock;
    }

    /** What is to be done about a plan's silence now. */
    public enum Need {
        PROBE,
        /** It was proved a moment ago, or somebody else is about to. */
        NOTHING,
        /** Calendars are stopped, and nobody has asked for their release. */
        DECISION
    }

    /** @param probeId the claim of whoever gets {@link Need#PROBE}; he judges */
    public Need begin(PlanName plan, String probeId) {
        SilenceState state = records.of(plan);
        Instant now = clock.instant();
        boolean stopped = state.stop().isPresent();
        if (stopped && state.stop().get().asked().isEmpty()) {
            return Need.DECISION;
        }
        if (!stopped && state.provedAt().filter(at -> at.plus(settings.every()).isAfter(now)).isPresent()) {
            return Need.NOTHING;
        }
        return records.claim(plan, probeId, now, now.plus(GIVEN_UP)) ? Need.PROBE : Need.NOTHING;
    }

    /** Records the verdict, stops the plan's calendars or lets them go on. @param where the wave that looked, or the plan */
    public SilenceVerdict judge(PlanName plan, String where, SilenceEvidence evidence) {
        Instant now = clock.instant();
        Kind kind = evidence.kind();
        SilenceState before = records.of(plan);
        records.judged(plan, kind + ": " + evidence.text(), kind == Kind.SILENT, now);
        if (kind == Kind.SILENT) {
            boolean released = before.stop().isEmpty() || before.stop().get().asked().isPresent();
            if (released) {
                records.release(plan);
            }
            return new SilenceVerdict(kind, released, evidence.text());
        }
        boolean stillProved = kind == Kind.UNPROVED && before.stop().isEmpty() && holds(before, now);
        if (!stillProved) {
            stop(plan, where, evidence.text());
        }
        return new SilenceVerdict(kind, stillProved, evidence.text());
    }

    /** Nothing of the plan's calendars is written from now on. */
    public void stop(PlanName plan, String where, String reason) {
        records.stop(plan, new SilenceState.Stop(clock.instant(), where, reason, Optional.empty(), false));
    }

    /** Calendars go on as soon as a new probe finds silence. */
    public void askRelease(PlanName plan, String by, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Calendars are released only with a reason");
        }
        records.askRelease(plan, new SilenceState.Release(by, reason));
    }

    /** Calendars stay stopped, and nobody waits for them. */
    public void leaveOut(PlanName plan, String by, String reason) {
        records.stop(plan, new SilenceState.Stop(clock.instant(), "plan " + plan, "left out by " + by + ": " + reason, Optional.empty(), true));
    }

    public SilenceState of(PlanName plan) {
        return records.of(plan);
    }

    /**
     * Why no calendar of a plan may be written now.
     *
     * @param passes they may be as soon as somebody has decided or probed; otherwise they are left out
     */
    public record Objection(String why, boolean passes) {}

    /** Empty when calendars may be written. */
    public Optional<Objection> objection(PlanName plan) {
        SilenceState state = records.of(plan);
        if (state.stop().isPresent()) {
            return Optional.of(objection(plan, state.stop().get()));
        }
        if (holds(state, clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(new Objection("Nobody has proved within " + settings.valid().toMinutes() + " minutes that the target of plan " + plan
            + " tells nobody of what is written there; calendars wait for the next probe" + (state.lastVerdict().isEmpty() ? "" : ". The last one: " + state.lastVerdict()), true));
    }

    private static Objection objection(PlanName plan, SilenceState.Stop stop) {
        String way = stop.leftOut() ? "\nTake the calendars out of the plan, or have the wave's next probe decide anew."
            : "\nA change manager decides about them in the task 'Decide on calendars'.";
        return new Objection("Calendars of plan " + plan + " are stopped since " + stop.since() + " (" + stop.where() + "): " + stop.reason() + way, !stop.leftOut());
    }

    private boolean holds(SilenceState state, Instant now) {
        return state.provedAt().filter(at -> at.plus(settings.valid()).isAfter(now)).isPresent();
    }
}

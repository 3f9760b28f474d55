package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mailferry.kernel.PlanName;

/** For tests. */
public final class MemorySilenceRecords implements SilenceRecords {
    private final Map<PlanName, SilenceState> states = new HashMap<>();
    private final Map<PlanName, Instant> claims = new HashMap<>();

    @Override public SilenceState of(PlanName plan) {
        return states.getOrDefault(plan, SilenceState.UNKNOWN);
    }

    @Override public boolean claim(PlanName plan, String probeId, Instant now, Instant until) {
        if (claims.getOrDefault(plan, Instant.MIN).isAfter(now)) {
            return false;
        }
        claims.put(plan, until);
        return true;
    }

    @Override public void judged(PlanName plan, String verdict, boolean proved, Instant at) {
        claims.remove(plan);
        SilenceState before = of(plan);
        states.put(plan, new SilenceState(proved ? Optional.of(at) : before.provedAt(), verdict, before.stop()));
    }

    @Override public void stop(PlanName plan, SilenceState.Stop stop) {
        SilenceState before = of(plan);
        Instant since = before.stop().map(SilenceState.Stop::since).orElse(stop.since());
        states.put(plan, new SilenceState(before.provedAt(), before.lastVerdict(),
            Optional.of(new SilenceState.Stop(since, stop.where(), stop.reason(), Optional.empty(), stop.leftOut()))));
    }

    @Override public void askRelease(PlanName plan, SilenceState.Release release) {
        SilenceState before = of(plan);
        states.put(plan, new SilenceState(before.provedAt(), before.lastVerdict(),
            before.stop().map(stop -> new SilenceState.Stop(stop.since(), stop.where(), stop.reason(), Optional.of(release), false))));
    }

    @Override public void release(PlanName plan) {
        SilenceState before = of(plan);
        states.put(plan, new SilenceState(before.provedAt(), before.lastVerdict(), Optional.empty()));
    }
}

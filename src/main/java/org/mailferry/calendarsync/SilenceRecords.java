package org.mailferry.calendarsync;

import java.time.Instant;
import org.mailferry.kernel.PlanName;

/** Keeps the {@link SilenceState} of each plan. */
public interface SilenceRecords {
    /** {@link SilenceState#UNKNOWN} when nothing was ever recorded. */
    SilenceState of(PlanName plan);

    /**
     * Takes the next probe of that plan.
     *
     * @param until when it is given up, should it never be judged
     * @return false while somebody else's is under way
     */
    boolean claim(PlanName plan, String probeId, Instant now, Instant until);

    /** Ends the plan's claim, and keeps the proof where there is one. */
    void judged(PlanName plan, String verdict, boolean proved, Instant at);

    /** A stop that stands keeps its beginning; what else was said of it is void. */
    void stop(PlanName plan, SilenceState.Stop stop);

    /** It is not left out any more. Does nothing where nothing is stopped. */
    void askRelease(PlanName plan, SilenceState.Release release);

    void release(PlanName plan);
}

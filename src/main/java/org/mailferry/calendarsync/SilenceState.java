package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a plan's target: whether it tells people of what is written there.
 *
 * @param provedAt when the last probe found silence
 * @param lastVerdict what the last probe came to, for people
 * @param stop present while no calendar of the plan may be written
 */
public record SilenceState(Optional<Instant> provedAt, String lastVerdict, Optional<Stop> stop) {
    public static final SilenceState UNKNOWN = new SilenceState(Optional.empty(), "", Optional.empty());

    /**
     * @param where the wave that noticed it, or the plan
     * @param asked who wants it released, and why; it is released once a new probe finds silence
     * @param leftOut somebody decided to do without calendars
     */
    public record Stop(Instant since, String where, String reason, Optional<Release> asked, boolean leftOut) {}

    public record Release(String by, String reason) {}
}

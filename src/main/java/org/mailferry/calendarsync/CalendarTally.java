package org.mailferry.calendarsync;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts of a slice. */
final class CalendarTally {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    long created;
    long updated;
    long deleted;
    long unchanged;
    long refused;
    long conflicts;
    /** Items that changed under our hands; they are looked at again. */
    long deferred;
    @Nullable String refusal;
    @Nullable Duration pause;

    CalendarSliceResult result(boolean workedThrough) {
        Duration wait = pause == null && deferred > 0 ? LOOK_AGAIN : pause;
        return new CalendarSliceResult(workedThrough && deferred == 0 && refusal == null && pause == null, created, updated, deleted, unchanged, refused,
            conflicts, Optional.ofNullable(refusal), Optional.ofNullable(wait));
    }
}

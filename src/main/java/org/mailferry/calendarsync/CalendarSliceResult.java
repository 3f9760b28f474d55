package org.mailferry.calendarsync;

import java.time.Duration;
import java.util.Optional;

/**
 * What a slice did with a mailbox's calendars.
 *
 * @param caughtUp a pass was finished in this slice, so both sides held the same when it looked
 * @param refused items that a side did not take or that could not be carried; each is in the findings with a reason
 * @param conflicts items changed on both sides, settled by the policy and journalled
 * @param refusal present when only a person can make it go on, such as when too much would vanish
 * @param pause present when a server asked us to come back later
 */
public record CalendarSliceResult(boolean caughtUp, long created, long updated, long deleted, long unchanged, long refused, long conflicts,
                                  Optional<String> refusal, Optional<Duration> pause) {}

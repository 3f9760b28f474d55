package org.mailferry.calendarsync;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a calendar.
 *
 * @param whole true: {@code changed} is everything the calendar holds, {@code vanished} is empty, and what is not listed is not there;
 *     false: only what happened since the token that was asked with
 * @param vanished ids
 * @param token asks for what happens from here; keep it only when the changes are worked off. Empty: ask without one next time.
 */
public record CalendarChanges(boolean whole, List<ItemVersion> changed, Set<String> vanished, Optional<String> token) {
    public CalendarChanges {
        changed = List.copyOf(changed);
        vanished = Set.copyOf(vanished);
    }
}

package org.mailferry.mailsync;

import java.time.Instant;
import java.util.Optional;

/**
 * Which messages are carried; the others are left out and counted.
 *
 * @param minBytes smaller ones are left out
 * @param maxBytes larger ones are left out; 0 for no limit
 * @param after ones that arrived earlier are left out
 * @param before ones that arrived later are left out; when it lies before {@code after}, those on either side of the gap are carried
 */
public record MessageRules(long minBytes, long maxBytes, Optional<Instant> after, Optional<Instant> before) {
    public static final MessageRules NONE = new MessageRules(0, 0, Optional.empty(), Optional.empty());

    public boolean carries(MessageEntry entry) {
        return !leaveOut(entry);
    }

    boolean leaveOut(MessageEntry entry) {
        return leaveOut(entry.sizeBytes(), entry.date());
    }

    boolean leaveOut(long sizeBytes, InternalDate date) {
        return sizeBytes < minBytes || maxBytes > 0 && sizeBytes > maxBytes || !carried(date.instant());
    }

    private boolean carried(Instant date) {
        boolean late = after.filter(date::isBefore).isEmpty();
        boolean early = before.filter(date::isAfter).isEmpty();
        boolean gap = after.isPresent() && before.isPresent() && before.get().isBefore(after.get());
        return gap ? late || early : late && early;
    }
}

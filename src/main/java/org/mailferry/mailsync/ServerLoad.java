package org.mailferry.mailsync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a server is used now.
 *
 * @param used connections
 * @param waiting mailboxes that found no free slot and come again
 * @param lessons what it taught, the server's own first, without what is over
 */
public record ServerLoad(String server, ServerLimits limits, int used, int waiting, List<Lesson> lessons) {
    /**
     * @param connections the most that the server was seen to bear; empty where it refused none
     * @param closedUntil nobody of that scope connects before
     * @param words what the server said last
     */
    public record Lesson(LimitScope scope, String name, Optional<Integer> connections, Optional<Instant> closedUntil, String words, Instant heardAt) {}

    /** The connections allowed at once; empty for any number. */
    public Optional<Integer> allowed() {
        Optional<Integer> learned = lessons.stream().filter(lesson -> lesson.scope() == LimitScope.SERVER).flatMap(lesson -> lesson.connections().stream()).findFirst();
        int lower = (int) ServerLimits.lower(limits.connections(), learned.orElse(0));
        return lower == 0 ? Optional.empty() : Optional.of(lower);
    }
}

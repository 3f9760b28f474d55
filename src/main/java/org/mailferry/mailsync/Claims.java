package org.mailferry.mailsync;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Twins of which each has its own copy on the target must not take each other's. Whoever has the copy's very date comes first, even
 * when he is read later: his content is looked at early then.
 */
final class Claims {
    private final OpenedFolder source;
    private final Map<Instant, Set<MessageEntry>> waiting = new HashMap<>();
    private final Map<Long, String> digests = new HashMap<>();

    Claims(OpenedFolder source, Collection<MessageEntry> pending) {
        this.source = source;
        pending.forEach(entry -> waiting.computeIfAbsent(entry.date().instant(), date -> new HashSet<>()).add(entry));
    }

    /** These are being matched now, so they claim nothing any more. */
    void reached(List<MessageEntry> batch) {
        batch.forEach(entry -> waiting.get(entry.date().instant()).remove(entry));
    }

    /** How many messages still to come have that content and the date of that copy. */
    long on(MessageEntry copy, String sha256) {
        Set<MessageEntry> rivals = waiting.getOrDefault(copy.date().instant(), Set.of());
        source.read(rivals.stream().filter(entry -> !digests.containsKey(entry.uid())).toList(), message -> {
            try (Content content = message.content()) {
                digests.put(message.uid(), content.sha256());
            }
        }, (uid, reason) -> digests.put(uid, ""));
        return rivals.stream().filter(entry -> sha256.equals(digests.get(entry.uid()))).count();
    }
}

package org.mailferry.mailsync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Messages on the target that the ledger does not know as copies of ours, matched by content. Each is given away once, so that
 * identical messages stay as many as they are. Size and date only choose whom to read; the digest decides.
 */
final class ForeignMessages {
    private final OpenedFolder target;
    private final Map<Long, MessageEntry> left = new LinkedHashMap<>();
    private final Map<Long, List<MessageEntry>> bySize = new HashMap<>();
    private final Map<Instant, List<MessageEntry>> byDate = new HashMap<>();
    private final Map<Long, String> digests = new HashMap<>();

    ForeignMessages(OpenedFolder target, Collection<MessageEntry> entries) {
        this.target = target;
        for (MessageEntry entry : entries) {
            left.put(entry.uid(), entry);
            bySize.computeIfAbsent(entry.sizeBytes(), size -> new ArrayList<>()).add(entry);
            byDate.computeIfAbsent(entry.date().instant(), date -> new ArrayList<>()).add(entry);
        }
    }

    int count() {
        return left.size();
    }

    /** Reads, in one go, every message that could be one of these. */
    void prepare(Collection<MessageRecord> wanted) {
        Set<MessageEntry> unread = new LinkedHashSet<>();
        wanted.forEach(record -> candidates(record).filter(entry -> !digests.containsKey(entry.uid())).forEach(unread::add));
        target.read(unread, message -> {
            try (Content content = message.content()) {
                digests.put(message.uid(), content.sha256());
            }
        }, (uid, reason) -> digests.put(uid, ""));
    }

    /** The same content with the same date. */
    Optional<MessageEntry> takeExact(MessageRecord wanted) {
        return take(wanted, entry -> sameContent(wanted, entry) && entry.date().sameInstantAs(wanted.date()));
    }

    /**
     * The same content with another date.
     *
     * @param claims how many messages still to come have that content and the candidate's very date, and so come first
     */
    Optional<MessageEntry> takeSameContent(MessageRecord wanted, ToLongFunction<MessageEntry> claims) {
        return take(wanted, entry -> sameContent(wanted, entry) && copiesOfThatDate(wanted, entry) > claims.applyAsLong(entry));
    }

    private long copiesOfThatDate(MessageRecord wanted, MessageEntry entry) {
        return byDate.get(entry.date().instant()).stream().filter(other -> left.containsKey(other.uid()) && sameContent(wanted, other)).count();
    }

    /** Same size and date: what an append of ours left behind on a server that changes content. */
    Optional<MessageEntry> takeAltered(MessageRecord wanted) {
        return take(wanted, entry -> entry.sizeBytes() == wanted.sizeBytes() && entry.date().sameInstantAs(wanted.date()));
    }

    private boolean sameContent(MessageRecord wanted, MessageEntry entry) {
        return wanted.sha256().equals(digests.get(entry.uid()));
    }

    private Optional<MessageEntry> take(MessageRecord wanted, Predicate<MessageEntry> fits) {
        List<MessageEntry> found = candidates(wanted).filter(fits).toList();
        Optional<MessageEntry> best = found.stream().filter(entry -> entry.flags().equals(wanted.flags())).findFirst()
            .or(() -> found.stream().findFirst());
        best.ifPresent(entry -> left.remove(entry.uid()));
        return best;
    }

    private Stream<MessageEntry> candidates(MessageRecord wanted) {
        return Stream.concat(bySize.getOrDefault(wanted.sizeBytes(), List.of()).stream(),
            byDate.getOrDefault(wanted.date().instant(), List.of()).stream()).filter(entry -> left.containsKey(entry.uid())).distinct();
    }
}

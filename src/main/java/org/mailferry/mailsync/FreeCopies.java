package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Messages on the target to be given away, each once, so that identical messages stay as many as they are. */
final class FreeCopies {
    /** @param flags as they are on the target now */
    record Copy(ForeignMessage message, Flags flags) {
        long uid() {
            return message.uid();
        }
    }

    /** So many bytes, and as much for line ends as there are lines, a server may add to a message or take from it. */
    private static final long ADDED = 1_024;

    private final Map<String, List<Copy>> byContent = new HashMap<>();

    FreeCopies(List<Copy> free) {
        free.forEach(copy -> byContent.computeIfAbsent(copy.message().sha256(), digest -> new ArrayList<>()).add(copy));
    }

    /** The same content with the same date. */
    Optional<Copy> takeExact(MessageRecord wanted) {
        return take(wanted, sameContent(wanted), copy -> copy.message().isDated(wanted.date()));
    }

    /** The same content with any date. */
    Optional<Copy> takeSameContent(MessageRecord wanted) {
        return take(wanted, sameContent(wanted), copy -> true);
    }

    boolean hasContentOf(MessageRecord wanted) {
        return !sameContent(wanted).isEmpty();
    }

    /**
     * What appends of ours left behind on a server that changes content, by source UID: the same date, and about the same size. Of several
     * the nearest in size, then in the order of sending.
     */
    Map<Long, Copy> takeAltered(Collection<MessageRecord> wanted) {
        List<Likeness> alike = new ArrayList<>();
        for (MessageRecord record : wanted) {
            byContent.values().stream().flatMap(List::stream).map(copy -> new Likeness(record, copy)).filter(Likeness::isPossible).forEach(alike::add);
        }
        alike.sort(Comparator.comparingLong(Likeness::difference).thenComparing(Likeness::hasOtherFlags)
            .thenComparing(like -> like.record().sourceUid()).thenComparing(like -> like.copy().uid()));
        Map<Long, Copy> taken = new HashMap<>();
        for (Likeness like : alike) {
            if (!taken.containsKey(like.record().sourceUid()) && byContent.get(like.copy().message().sha256()).remove(like.copy())) {
                taken.put(like.record().sourceUid(), like.copy());
            }
        }
        return taken;
    }

    private record Likeness(MessageRecord record, Copy copy) {
        boolean isPossible() {
            return copy.uid() >= record.targetFloor() && copy.message().isDated(record.date()) && difference() <= ADDED + record.sizeBytes() / 16;
        }

        long difference() {
            return Math.abs(copy.message().sizeBytes() - record.sizeBytes());
        }

        boolean hasOtherFlags() {
            return !copy.flags().equals(record.flags());
        }
    }

    private List<Copy> sameContent(MessageRecord wanted) {
        return byContent.getOrDefault(wanted.sha256(), List.of());
    }

    /** Below an intent's floor lies nothing that its append could have stored. */
    private static Optional<Copy> take(MessageRecord wanted, List<Copy> copies, Predicate<Copy> fits) {
        List<Copy> fitting = copies.stream().filter(copy -> copy.uid() >= wanted.targetFloor()).filter(fits).toList();
        Optional<Copy> best = fitting.stream().filter(copy -> copy.flags().equals(wanted.flags())).findFirst().or(() -> fitting.stream().findFirst());
        best.ifPresent(copies::remove);
        return best;
    }
}

package org.mailferry.mailsync;

import java.util.ArrayList;
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

    /** Same size and date: what an append of ours left behind on a server that changes content. */
    Optional<Copy> takeAltered(MessageRecord wanted) {
        return byContent.values().stream().map(copies -> take(wanted, copies,
            copy -> copy.message().sizeBytes() == wanted.sizeBytes() && copy.message().isDated(wanted.date()))).flatMap(Optional::stream).findFirst();
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

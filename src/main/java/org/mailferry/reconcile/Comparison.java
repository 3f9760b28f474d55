package org.mailferry.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;
import org.mailferry.reconcile.Discrepancy.Kind;

/**
 * Compares a folder's two sides by digest. The copies of one content are counted, so that twins stay twins; the ledger only
 * explains what differs (refused, gone from the source, new since the last pass), it never proves that a message arrived.
 */
final class Comparison {
    private final FolderRecord folder;
    private final Direction direction;
    private final Map<Long, MessageRecord> lines;
    private final UnaryOperator<Flags> storable;
    private final boolean sameTargetUids;
    private final List<Discrepancy> found = new ArrayList<>();
    private final Map<String, Integer> remarks = new LinkedHashMap<>();
    private final Set<Long> paired = new HashSet<>();

    /**
     * @param storable what of a message's flags the target can keep
     * @param targetUidValidity the target's now; the ledger's UIDs say nothing about another one
     */
    Comparison(FolderRecord folder, Direction direction, List<MessageRecord> lines, UnaryOperator<Flags> storable, long targetUidValidity) {
        this.folder = folder;
        this.direction = direction;
        this.lines = lines.stream().collect(Collectors.toMap(MessageRecord::sourceUid, Function.identity()));
        this.storable = storable;
        this.sameTargetUids = folder.targetUidValidity() == targetUidValidity;
    }

    List<Discrepancy> of(List<Seen> source, List<Seen> target) {
        Map<String, List<Seen>> there = new HashMap<>();
        target.forEach(seen -> there.computeIfAbsent(seen.sha256(), digest -> new ArrayList<>()).add(seen));
        Map<String, List<Seen>> here = new LinkedHashMap<>();
        source.stream().filter(this::counts).forEach(seen -> here.computeIfAbsent(seen.sha256(), digest -> new ArrayList<>()).add(seen));
        List<Seen> missing = new ArrayList<>();
        here.forEach((digest, copies) -> missing.addAll(pair(copies, there.getOrDefault(digest, List.of()))));
        Set<Long> explained = missing(missing, here, target);
        if (direction == Direction.FORWARD) {
            surplus(here, target, explained);
        }
        return found;
    }

    /** Harmless differences and how many of each, for the report. */
    String remarks() {
        return remarks.entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", "));
    }

    /** Whether the message has to be on the target now. */
    private boolean counts(Seen seen) {
        MessageRecord line = lines.get(seen.uid());
        if (line != null && line.outcome() == Outcome.REFUSED) {
            add(Kind.REFUSED, seen.uid(), 0, line.reason());
            return false;
        }
        if (line != null && line.outcome() == Outcome.LEFT_OUT) {
            return false;
        }
        if (line == null && seen.uid() >= folder.nextSourceUid()) {
            add(Kind.PENDING, seen.uid(), 0, "arrived after the last pass");
            return false;
        }
        // On the way back: what lay there before us, and what the old server's user deleted himself, need not return.
        return direction == Direction.FORWARD || line != null && line.targetUid().isPresent();
    }

    /** @return the source copies that found no partner */
    private List<Seen> pair(List<Seen> source, List<Seen> target) {
        List<Seen> left = new ArrayList<>(source);
        List<Seen> free = new ArrayList<>(target);
        for (Function<Seen, Object> alike : List.<Function<Seen, Object>>of(seen -> List.of(seen.date().instant(), seen.flags()),
            seen -> seen.date().instant(), Seen::flags, seen -> "")) {
            for (Seen seen : List.copyOf(left)) {
                Optional<Seen> partner = free.stream().filter(other -> alike.apply(other).equals(alike.apply(seen))).findFirst();
                partner.ifPresent(other -> {
                    left.remove(seen);
                    free.remove(other);
                    paired.add(other.uid());
                    judge(seen, other);
                });
            }
        }
        return left;
    }

    private void judge(Seen source, Seen target) {
        MessageRecord line = lines.get(source.uid());
        if (!source.date().sameInstantAs(target.date())) {
            if (line != null && line.outcome() == Outcome.ALREADY_THERE) {
                remark("with the date that the target had before");
            } else {
                add(Kind.DATE, source.uid(), target.uid(), source.date().text() + " became " + target.date().text());
            }
        }
        if (!source.flags().equals(target.flags())) {
            judgeFlags(source, target, line);
        }
    }

    private void judgeFlags(Seen source, Seen target, @Nullable MessageRecord line) {
        if (direction == Direction.BACK) {
            remark("with other flags");
        } else if (line != null && !line.flags().equals(source.flags())) {
            remark("with flags changed on the source since the last pass");
        } else if (storable.apply(source.flags()).equals(target.flags())) {
            remark("with keywords that the target does not keep");
        } else {
            add(Kind.FLAGS, source.uid(), target.uid(), source.flags() + " became " + target.flags());
        }
    }

    /** @return UIDs of target messages that are explained as altered copies */
    private Set<Long> missing(List<Seen> missing, Map<String, List<Seen>> here, List<Seen> target) {
        Set<Long> present = target.stream().map(Seen::uid).collect(Collectors.toSet());
        Set<Long> altered = new HashSet<>();
        for (Seen seen : missing) {
            MessageRecord line = lines.get(seen.uid());
            long copy = line == null ? 0 : line.targetUid().orElse(0);
            if (copy != 0 && present.contains(copy) && !paired.contains(copy)) {
                altered.add(copy);
                add(Kind.ALTERED, seen.uid(), copy, "the target's copy has other bytes");
            } else if (line != null && here.getOrDefault(seen.sha256(), List.of()).stream().anyMatch(twin -> wasRemoved(twin, present))) {
                add(Kind.REMOVED, seen.uid(), 0, "of " + seen.date().text() + " was copied, and the copy was deleted or moved on the target since");
            } else {
                add(Kind.MISSING, seen.uid(), 0, "of " + seen.date().text() + " is not on the target");
            }
        }
        return altered;
    }

    private boolean wasRemoved(Seen seen, Set<Long> present) {
        MessageRecord line = lines.get(seen.uid());
        return direction == Direction.FORWARD && sameTargetUids && line != null && line.isOnTarget() && line.targetUid().isPresent() && !present.contains(line.targetUid().getAsLong());
    }

    private void surplus(Map<String, List<Seen>> here, List<Seen> target, Set<Long> explained) {
        Set<Long> gone = lines.values().stream().filter(line -> line.targetUid().isPresent()).map(line -> line.targetUid().getAsLong())
            .collect(Collectors.toSet());
        for (Seen seen : target) {
            if (paired.contains(seen.uid()) || explained.contains(seen.uid())) {
                continue;
            }
            if (gone.contains(seen.uid())) {
                remark("gone from the source after the copy");
            } else if (here.containsKey(seen.sha256()) && seen.uid() >= folder.targetFirstUid()) {
                add(Kind.DUPLICATED, 0, seen.uid(), "is on the target more often than on the source");
            } else {
                remark("only on the target");
            }
        }
    }

    private void remark(String what) {
        remarks.merge(what, 1, Integer::sum);
    }

    private void add(Kind kind, long sourceUid, long targetUid, String message) {
        found.add(new Discrepancy(folder.sourceName(), kind, folder.sourceUidValidity(), sourceUid, targetUid, message));
    }
}

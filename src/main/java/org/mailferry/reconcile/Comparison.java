package org.mailferry.reconcile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.Outcome;
import org.mailferry.reconcile.Discrepancy.Kind;

/**
 * Compares a folder's two sides by digest. The copies of one content are counted, so that twins stay twins; the ledger only
 * explains what differs (refused, gone from the source, new since the last pass), it never proves that a message arrived. A message
 * that cannot be read equals nothing.
 */
final class Comparison {
    /** What a message and its copy share, best first; any copy will do in the end. */
    private static final List<BiFunction<Side, Integer, Object>> LIKENESS = List.of(
        (side, index) -> List.of(side.epochSecond(index), side.flagsNumber(index)), Side::epochSecond, Side::flagsNumber, (side, index) -> "");

    private final ComparedSides terms;
    private final Lines lines;
    private final Side source;
    private final Side target;
    private final Consumer<Discrepancy> found;
    private final Map<String, Integer> remarks = new LinkedHashMap<>();
    private final BitSet counted = new BitSet();
    private final BitSet paired = new BitSet();
    private final BitSet explained = new BitSet();

    private Comparison(ComparedSides terms, Side source, Side target, Consumer<Discrepancy> found) {
        this.terms = terms;
        this.lines = terms.lines();
        this.source = source;
        this.target = target;
        this.found = found;
    }

    /** @param found takes every difference */
    static ComparedFolder of(ComparedSides terms, Side source, Side target, Consumer<Discrepancy> found) {
        return new Comparison(terms, source, target, found).run();
    }

    private ComparedFolder run() {
        for (int message = 0; message < source.count(); message++) {
            counted.set(message, counts(message));
        }
        Copies here = new Copies(source, counted::get);
        BitSet missing = pairAll(here, new Copies(target, copy -> true));
        if (terms.bothWays()) {
            new AlteredPairs(source, target, missing, paired).forEach(this::altered);
        }
        missing(missing, here);
        if (terms.direction() == Direction.FORWARD) {
            surplus(here);
        }
        return new ComparedFolder(terms.folder(), source.count(), target.count(),
            remarks.entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", ")));
    }

    /** Whether the message has to be on the target now. */
    private boolean counts(int message) {
        long uid = source.uid(message);
        int line = lines.of(uid);
        if (lines.is(line, Outcome.REFUSED)) {
            add(Kind.REFUSED, uid, 0, lines.reason(line));
            return false;
        }
        if (lines.leftOut(line, source.sha256(message))) {
            return false;
        }
        if (terms.direction() == Direction.FORWARD && lines.is(line, Outcome.TARGET_GONE)) {
            remark("deleted on the target by a user while both servers were in use");
            return false;
        }
        if (line == Lines.NONE && uid >= terms.nextSourceUid()) {
            add(Kind.PENDING, uid, 0, "arrived after the last pass");
            return false;
        }
        // On the way back: what lay there before us, and what the old server's user deleted himself, need not return.
        boolean needed = terms.direction() == Direction.FORWARD || lines.targetUid(line) != 0;
        if (needed && !source.isRead(message)) {
            add(Kind.UNREADABLE, uid, 0, "the source does not give its content");
            return false;
        }
        return needed;
    }

    /** @return the source messages that found no partner */
    private BitSet pairAll(Copies here, Copies there) {
        BitSet left = new BitSet();
        for (int message = counted.nextSetBit(0); message >= 0; message = counted.nextSetBit(message + 1)) {
            if (here.first(source, message) == message) {
                pair(here.all(source, message), there.all(source, message)).forEach(left::set);
            }
        }
        return left;
    }

    private Iterable<Integer> pair(List<Integer> messages, List<Integer> copies) {
        List<Integer> left = messages;
        for (int likeness = 0; likeness < LIKENESS.size() && !left.isEmpty() && !copies.isEmpty(); likeness++) {
            left = pairAlike(left, copies, LIKENESS.get(likeness));
        }
        return left;
    }

    private List<Integer> pairAlike(List<Integer> messages, List<Integer> copies, BiFunction<Side, Integer, Object> likeness) {
        Map<Object, Deque<Integer>> free = new HashMap<>();
        copies.stream().filter(copy -> !paired.get(copy))
            .forEach(copy -> free.computeIfAbsent(likeness.apply(target, copy), key -> new ArrayDeque<>(2)).add(copy));
        List<Integer> left = new ArrayList<>();
        for (int message : messages) {
            Deque<Integer> alike = free.get(likeness.apply(source, message));
            if (alike == null || alike.isEmpty()) {
                left.add(message);
            } else {
                int copy = alike.remove();
                paired.set(copy);
                judge(message, copy);
            }
        }
        return left;
    }

    private void judge(int message, int copy) {
        int line = lines.of(source.uid(message));
        if (source.epochSecond(message) != target.epochSecond(copy) || source.epochSecond(message) == Side.NO_DATE) {
            if (lines.is(line, Outcome.ALREADY_THERE) && !terms.bothWays()) {
                remark("with the date that the target had before");
            } else {
                add(Kind.DATE, source.uid(message), target.uid(copy), source.date(message) + " became " + target.date(copy));
            }
        }
        if (source.flagsNumber(message) != target.flagsNumber(copy)) {
            judgeFlags(message, copy, line);
        }
    }

    private void judgeFlags(int message, int copy, int line) {
        Flags flags = source.flags(message);
        if (terms.direction() == Direction.BACK) {
            remark("with other flags");
        } else if (line != Lines.NONE && !lines.flags(line).equals(flags)) {
            // Before the last pass that is nothing; after it, nobody will bring them any more.
            add(Kind.PENDING, source.uid(message), target.uid(copy), "its flags changed on the source after the last pass");
        } else if (!terms.bothWays() && terms.storable().apply(flags).equals(target.flags(copy))) {
            remark("with keywords that the target does not keep");
        } else {
            boolean notKept = terms.storable().apply(flags).equals(target.flags(copy));
            add(Kind.FLAGS, source.uid(message), target.uid(copy), flags + " became " + target.flags(copy) + (notKept ? "; the target keeps no others" : ""));
        }
    }

    private void altered(int message, int copy) {
        explained.set(copy);
        add(Kind.ALTERED, source.uid(message), target.uid(copy), "the target's copy has other bytes, " + source.sizeBytes(message) + " became "
            + target.sizeBytes(copy));
    }

    private void missing(BitSet missing, Copies here) {
        Map<Integer, Boolean> twinWasRemoved = new HashMap<>();
        for (int message = missing.nextSetBit(0); message >= 0; message = missing.nextSetBit(message + 1)) {
            int line = lines.of(source.uid(message));
            int copy = terms.sameTarget() && lines.targetUid(line) != 0 ? target.indexOf(lines.targetUid(line)) : -1;
            if (copy >= 0 && !paired.get(copy) && !explained.get(copy)) {
                explained.set(copy);
                add(target.isRead(copy) ? Kind.ALTERED : Kind.UNREADABLE, source.uid(message), target.uid(copy),
                    target.isRead(copy) ? "the target's copy has other bytes" : "the target does not give the content of its copy");
            } else if (line != Lines.NONE && twinWasRemoved.computeIfAbsent(here.first(source, message), first -> anyRemoved(here.all(source, first)))) {
                add(Kind.REMOVED, source.uid(message), 0, "of " + source.date(message) + " was copied, and the copy was deleted or moved on the target since");
            } else {
                add(Kind.MISSING, source.uid(message), 0, "of " + source.date(message) + " is not on the target");
            }
        }
    }

    private boolean anyRemoved(List<Integer> twins) {
        return terms.direction() == Direction.FORWARD && terms.sameTarget() && twins.stream().mapToInt(twin -> lines.of(source.uid(twin)))
            .anyMatch(line -> (lines.is(line, Outcome.COPIED) || lines.is(line, Outcome.ALREADY_THERE)) && lines.targetUid(line) != 0
                && target.indexOf(lines.targetUid(line)) < 0);
    }

    private void surplus(Copies here) {
        long[] ours = terms.sameTarget() ? lines.copies() : new long[0];
        for (int copy = 0; copy < target.count(); copy++) {
            if (paired.get(copy) || explained.get(copy)) {
                continue;
            }
            long uid = target.uid(copy);
            boolean ofOurs = Arrays.binarySearch(ours, uid) >= 0;
            if (ofOurs && !terms.bothWays()) {
                remark("gone from the source after the copy");
            } else if (!target.isRead(copy)) {
                add(Kind.UNREADABLE, 0, uid, "the target does not give its content");
            } else if (here.first(target, copy) >= 0 && uid >= terms.targetFirstUid()) {
                add(Kind.DUPLICATED, 0, uid, "is on the target more often than on the source");
            } else if (terms.bothWays()) {
                add(Kind.EXTRA, 0, uid, "of " + target.date(copy) + (ofOurs ? " is gone from the source since it was copied" : " is only on the target"));
            } else {
                remark("only on the target");
            }
        }
    }

    private void remark(String what) {
        remarks.merge(what, 1, Integer::sum);
    }

    private void add(Kind kind, long sourceUid, long targetUid, String message) {
        found.accept(new Discrepancy(terms.folder(), kind, source.uidValidity(), sourceUid, targetUid == 0 ? 0 : target.uidValidity(), targetUid, message));
    }
}

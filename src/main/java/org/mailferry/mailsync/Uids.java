package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A set of UIDs, kept as ascending ranges: a folder of half a million messages takes a few bytes, or some megabytes at worst. */
public final class Uids {
    public static final Uids NONE = new Uids(new long[0]);

    /** First and last of each range, ascending, no two of them touching. */
    private final long[] bounds;

    private Uids(long[] bounds) {
        this.bounds = bounds;
    }

    /** In any order. */
    public static Uids of(long... uids) {
        long[] sorted = uids.clone();
        Arrays.sort(sorted);
        return ofRanges(sorted, sorted);
    }

    /** @param set as in RFC 9051 §9, {@code sequence-set}, without {@code *}; ranges in any order */
    public static Uids parse(String set) {
        if (set.isBlank()) {
            return NONE;
        }
        String[] parts = set.strip().split(",");
        long[][] ranges = new long[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            int colon = parts[i].indexOf(':');
            long one = Long.parseUnsignedLong(colon < 0 ? parts[i] : parts[i].substring(0, colon));
            long other = colon < 0 ? one : Long.parseUnsignedLong(parts[i].substring(colon + 1));
            ranges[i] = new long[] {Math.min(one, other), Math.max(one, other)};
        }
        Arrays.sort(ranges, (one, other) -> Long.compare(one[0], other[0]));
        return ofRanges(Arrays.stream(ranges).mapToLong(range -> range[0]).toArray(), Arrays.stream(ranges).mapToLong(range -> range[1]).toArray());
    }

    private static Uids ofRanges(long[] from, long[] to) {
        long[] merged = new long[from.length * 2];
        int end = 0;
        for (int i = 0; i < from.length; i++) {
            if (end > 0 && from[i] <= merged[end - 1] + 1) {
                merged[end - 1] = Math.max(merged[end - 1], to[i]);
            } else {
                merged[end++] = from[i];
                merged[end++] = to[i];
            }
        }
        return new Uids(Arrays.copyOf(merged, end));
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    public long count() {
        return IntStream.range(0, bounds.length / 2).mapToLong(i -> bounds[2 * i + 1] - bounds[2 * i] + 1).sum();
    }

    public long first() {
        return bounds[0];
    }

    public long last() {
        return bounds[bounds.length - 1];
    }

    public boolean contains(long uid) {
        int at = Arrays.binarySearch(bounds, uid);
        // Found: a bound itself. Not found: inside a range when the next bound is a range's last.
        return at >= 0 || -at - 1 < bounds.length && (-at - 1) % 2 == 1;
    }

    public LongStream stream() {
        return IntStream.range(0, bounds.length / 2).mapToObj(i -> LongStream.rangeClosed(bounds[2 * i], bounds[2 * i + 1])).flatMapToLong(range -> range);
    }

    public List<Long> toList() {
        return stream().boxed().toList();
    }

    public Uids from(long uid) {
        return cut(uid, Long.MAX_VALUE);
    }

    /** Its UIDs from one to another. */
    public Uids cut(long fromUid, long toUid) {
        long[] cut = new long[bounds.length];
        int end = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            long from = Math.max(bounds[i], fromUid);
            long to = Math.min(bounds[i + 1], toUid);
            if (from <= to) {
                cut[end++] = from;
                cut[end++] = to;
            }
        }
        return new Uids(Arrays.copyOf(cut, end));
    }

    /** The set without these. */
    public Uids without(long... uids) {
        Uids others = of(uids);
        return of(stream().filter(uid -> !others.contains(uid)).toArray());
    }

    /** Cuts it, in its order, into sets of so many UIDs. */
    public List<Uids> windows(int size) {
        List<Uids> windows = new ArrayList<>();
        long[] window = new long[Math.min(bounds.length + 2, 2 * size)];
        int end = 0;
        long room = size;
        for (int i = 0; i < bounds.length; i += 2) {
            for (long from = bounds[i]; from <= bounds[i + 1];) {
                long to = Math.min(bounds[i + 1], from + room - 1);
                window[end++] = from;
                window[end++] = to;
                room -= to - from + 1;
                from = to + 1;
                if (room == 0) {
                    windows.add(new Uids(Arrays.copyOf(window, end)));
                    end = 0;
                    room = size;
                }
            }
        }
        if (end > 0) {
            windows.add(new Uids(Arrays.copyOf(window, end)));
        }
        return windows;
    }

    /** As a {@code sequence-set}. */
    @Override public String toString() {
        return IntStream.range(0, bounds.length / 2).mapToObj(i -> bounds[2 * i] == bounds[2 * i + 1] ? "" + bounds[2 * i]
            : bounds[2 * i] + ":" + bounds[2 * i + 1]).collect(Collectors.joining(","));
    }

    @Override public boolean equals(Object other) {
        return other instanceof Uids uids && Arrays.equals(bounds, uids.bounds);
    }

    @Override public int hashCode() {
        return Arrays.hashCode(bounds);
    }
}

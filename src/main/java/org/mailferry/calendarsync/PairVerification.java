package org.mailferry.calendarsync;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.CalendarDifference.Kind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Sha256;

/**
 * Compares two calendars that belong together. First a digest of every item is kept, so that neither side is held in memory and a slice may
 * end anywhere; then what has another digest on the other side is read again from both, and what still differs is written down.
 */
final class PairVerification {
    private static final int BATCH = 50;
    private static final String UNREAD = "unread:";

    private final CalendarVerifyRun run;
    private final CalendarPair pair;
    private final Map<CalendarSide, CalendarReader> readers;
    private final Map<CalendarSide, CalendarCollection> calendars;
    private final ComparedCalendars compared;
    private final InstanceExpansion expansion;
    private final KnownItems known;
    private final boolean bothWays;
    private final BooleanSupplier over;

    PairVerification(CalendarVerifyRun run, CalendarPair pair, Map<CalendarSide, CalendarReader> readers, Map<CalendarSide, CalendarCollection> calendars,
                     ComparedCalendars compared, InstanceExpansion expansion, KnownItems known, boolean bothWays, BooleanSupplier over) {
        this.run = run;
        this.pair = pair;
        this.readers = readers;
        this.calendars = calendars;
        this.compared = compared;
        this.expansion = expansion;
        this.known = known;
        this.bothWays = bothWays;
        this.over = over;
    }

    /** @return true when everything was compared */
    boolean slice() {
        return look(CalendarSide.SOURCE) && look(CalendarSide.TARGET) && examine();
    }

    private boolean look(CalendarSide side) {
        Map<String, ItemVersion> present = readers.get(side).changes(calendars.get(side), Optional.empty()).changed().stream()
            .collect(Collectors.toMap(ItemVersion::id, Function.identity(), (one, other) -> other, TreeMap::new));
        List<String> gone = new ArrayList<>();
        for (SeenItem item : compared.seen(pair.id())) {
            if (item.side() != side) {
                continue;
            }
            if (item.version().equals(present.get(item.version().id()))) {
                present.remove(item.version().id());
            } else {
                gone.add(item.version().id());
            }
        }
        compared.forget(pair.id(), side, gone);
        List<String> ids = List.copyOf(present.keySet());
        for (int from = 0; from < ids.size(); from += BATCH) {
            if (over.getAsBoolean()) {
                return false;
            }
            compared.saw(read(side, ids.subList(from, Math.min(from + BATCH, ids.size())), present));
        }
        return true;
    }

    private List<SeenItem> read(CalendarSide side, List<String> ids, Map<String, ItemVersion> versions) {
        ItemsRead read = readers.get(side).read(calendars.get(side), ids);
        List<SeenItem> seen = new ArrayList<>();
        for (CalendarItem item : read.items()) {
            // By the version that was listed: an item that changes meanwhile is read again by the next slice.
            seen.add(seen(side, versions.getOrDefault(item.version().id(), item.version()), known.key(side, item), item));
        }
        read.unreadable().forEach((id, reason) -> seen.add(new SeenItem(pair.id(), side, versions.get(id), known.key(side, id), UNREAD, 0, false)));
        return seen;
    }

    private SeenItem seen(CalendarSide side, ItemVersion version, String key, CalendarItem item) {
        try {
            List<CalendarInstance> instances = expansion.expand(item.lines(), run.from(), run.to());
            String digest = Sha256.hex(instances.stream().sorted().map(CalendarInstance::text).collect(Collectors.joining("\0")));
            return new SeenItem(pair.id(), side, version, key, digest, instances.size(), false);
        } catch (MigrationException e) {
            return new SeenItem(pair.id(), side, version, key, UNREAD + NormalisedItem.hash(item.lines()), 0, false);
        }
    }

    private boolean examine() {
        Map<String, Map<CalendarSide, List<SeenItem>>> doubtful = doubtful();
        List<String> keys = List.copyOf(doubtful.keySet());
        for (int from = 0; from < keys.size(); from += BATCH) {
            if (over.getAsBoolean()) {
                return false;
            }
            List<String> batch = keys.subList(from, Math.min(from + BATCH, keys.size()));
            compared.examined(run.mailbox(), pair.id(), batch, differences(batch, doubtful));
        }
        return true;
    }

    private Map<String, Map<CalendarSide, List<SeenItem>>> doubtful() {
        Map<String, Map<CalendarSide, List<SeenItem>>> byKey = new TreeMap<>();
        for (SeenItem item : compared.seen(pair.id())) {
            byKey.computeIfAbsent(item.key(), key -> new EnumMap<>(CalendarSide.class)).computeIfAbsent(item.side(), side -> new ArrayList<>()).add(item);
        }
        byKey.values().removeIf(sides -> agreed(sides) || sides.values().stream().flatMap(List::stream).allMatch(SeenItem::examined));
        return byKey;
    }

    private static boolean agreed(Map<CalendarSide, List<SeenItem>> sides) {
        return digests(sides, CalendarSide.SOURCE).equals(digests(sides, CalendarSide.TARGET)) && !digests(sides, CalendarSide.SOURCE).contains(UNREAD);
    }

    private static List<String> digests(Map<CalendarSide, List<SeenItem>> sides, CalendarSide side) {
        return sides.getOrDefault(side, List.of()).stream().map(SeenItem::digest).sorted().toList();
    }

    private List<CalendarDifference> differences(List<String> keys, Map<String, Map<CalendarSide, List<SeenItem>>> doubtful) {
        Map<CalendarSide, Map<String, ReadItem>> items = new EnumMap<>(CalendarSide.class);
        for (CalendarSide side : CalendarSide.values()) {
            items.put(side, again(side, keys.stream().flatMap(key -> doubtful.get(key).getOrDefault(side, List.of()).stream()).map(item -> item.version().id()).toList()));
        }
        return keys.stream().flatMap(key -> new KeyVerification(pair.name(), key, bothWays, known).differences(
            of(CalendarSide.SOURCE, doubtful.get(key), items), of(CalendarSide.TARGET, doubtful.get(key), items)).stream()).toList();
    }

    private static List<ReadItem> of(CalendarSide side, Map<CalendarSide, List<SeenItem>> seen, Map<CalendarSide, Map<String, ReadItem>> items) {
        return seen.getOrDefault(side, List.of()).stream().map(item -> items.get(side).get(item.version().id())).filter(item -> item != null).toList();
    }

    /** What is not there any more is left out. */
    private Map<String, ReadItem> again(CalendarSide side, List<String> ids) {
        Map<String, ReadItem> items = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            return items;
        }
        ItemsRead read = readers.get(side).read(calendars.get(side), Set.copyOf(ids));
        for (CalendarItem item : read.items()) {
            items.put(item.version().id(), ReadItem.of(item, expansion, run));
        }
        read.unreadable().forEach((id, reason) -> items.put(id, new ReadItem(id, List.of(), "", Optional.of(reason))));
        return items;
    }
}

package org.mailferry.calendarsync;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is to be worked off on one side of a pair. */
final class SideChanges {
    private final CalendarSide side;
    private final CalendarChanges changes;
    private final Map<String, ItemVersion> changed = new LinkedHashMap<>();
    private final Set<String> gone = new LinkedHashSet<>();

    private SideChanges(CalendarSide side, CalendarChanges changes) {
        this.side = side;
        this.changes = changes;
    }

    /** Nobody looked at this side. */
    static SideChanges none(CalendarSide side) {
        return new SideChanges(side, new CalendarChanges(false, List.of(), Set.of(), Optional.empty()));
    }

    static SideChanges look(PairContext context, CalendarSide side) {
        return new SideChanges(side, context.store(side).changes(context.calendar(side), context.pair().token(side)));
    }

    boolean isEmpty() {
        return !changes.whole() && changes.changed().isEmpty() && changes.vanished().isEmpty();
    }

    Optional<String> token() {
        return changes.token();
    }

    /** @return how many items are as they were */
    long compare(LinkIndex links) {
        Set<String> present = changes.changed().stream().map(ItemVersion::id).collect(Collectors.toSet());
        // Sorted, so that a pass that was cut short goes the same way again.
        new TreeMap<>(changes.changed().stream().collect(Collectors.toMap(ItemVersion::id, version -> version, (one, other) -> other))).values().stream()
            .filter(version -> links.byId(side, version.id()).filter(link -> isAsBefore(link, version)).isEmpty())
            .forEach(version -> changed.put(version.id(), version));
        for (CalendarLink link : links.stored()) {
            link.end(side).map(end -> end.version().id())
                .filter(id -> changes.whole() ? !present.contains(id) : changes.vanished().contains(id) && !present.contains(id))
                .ifPresent(gone::add);
        }
        return present.size() - changed.size();
    }

    private boolean isAsBefore(CalendarLink link, ItemVersion version) {
        return (link.isWhole() || link.held().isPresent()) && link.end(side).orElseThrow().version().equals(version);
    }

    CalendarSide side() {
        return side;
    }

    Map<String, ItemVersion> changed() {
        return changed;
    }

    Set<String> gone() {
        return gone;
    }

    boolean isGone(CalendarLink link) {
        return link.end(side).filter(end -> gone.contains(end.version().id())).isPresent();
    }

    boolean isChanged(CalendarLink link) {
        return link.end(side).filter(end -> changed.containsKey(end.version().id())).isPresent();
    }
}

package org.mailferry.calendarsync;

import java.util.Optional;

/**
 * An item on both sides, or one that could not be carried to the other.
 *
 * @param id 0 until it is stored
 * @param held the side whose present version did not get across; it is not tried again before it changes
 */
public record CalendarLink(long id, long pair, Optional<LinkEnd> source, Optional<LinkEnd> target, Optional<CalendarSide> held) {
    /** An item that only one side is known to have. */
    static CalendarLink of(long pair, CalendarSide side, LinkEnd end) {
        return new CalendarLink(0, pair, Optional.empty(), Optional.empty(), Optional.empty()).with(side, Optional.of(end));
    }

    public Optional<LinkEnd> end(CalendarSide side) {
        return side == CalendarSide.SOURCE ? source : target;
    }

    CalendarLink with(CalendarSide side, Optional<LinkEnd> end) {
        return side == CalendarSide.SOURCE ? new CalendarLink(id, pair, end, target, held) : new CalendarLink(id, pair, source, end, held);
    }

    CalendarLink holding(CalendarSide side) {
        return new CalendarLink(id, pair, source, target, Optional.of(side));
    }

    CalendarLink settled() {
        return new CalendarLink(id, pair, source, target, Optional.empty());
    }

    boolean isWhole() {
        return source.isPresent() && target.isPresent();
    }

    /** Whether both are about one item. */
    boolean concerns(CalendarLink other) {
        return id != 0 && id == other.id || sameItem(source, other.source) || sameItem(target, other.target);
    }

    private static boolean sameItem(Optional<LinkEnd> one, Optional<LinkEnd> other) {
        return one.isPresent() && other.isPresent() && one.get().version().id().equals(other.get().version().id());
    }
}

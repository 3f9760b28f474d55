package org.mailferry.calendarsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a batch of items came to, kept in the index at once and stored together. */
final class PassBatch {
    /** Stored by us in this batch, in whatever words the server chose. */
    record Stored(CalendarSide side, ItemVersion version) {}

    private final PairContext context;
    private final LinkIndex links;
    private final List<CalendarLink> saved = new ArrayList<>();
    private final List<Stored> stored = new ArrayList<>();
    private final CalendarLedgerChange change = new CalendarLedgerChange();

    PassBatch(PairContext context, LinkIndex links) {
        this.context = context;
        this.links = links;
    }

    void put(CalendarLink link) {
        for (CalendarSide side : CalendarSide.values()) {
            link.end(side).flatMap(end -> links.byId(side, end.version().id())).ifPresent(links::remove);
        }
        links.byNumber(link.id()).ifPresent(links::remove);
        links.add(link);
        saved.removeIf(link::concerns);
        saved.add(link);
    }

    void remove(CalendarLink link) {
        links.remove(link);
        saved.removeIf(link::concerns);
        change.remove(link);
        for (CalendarSide side : CalendarSide.values()) {
            link.end(side).ifPresent(end -> change.settle(context.pair().id(), side, end.version().id()));
        }
    }

    void stored(CalendarSide side, ItemVersion version) {
        stored.add(new Stored(side, version));
    }

    CalendarLedgerChange change() {
        return change;
    }

    /** What a server holds after our own write is no change of its users, whatever it made of it. */
    void readBack() {
        for (CalendarSide side : CalendarSide.values()) {
            List<String> ids = stored.stream().filter(one -> one.side() == side).map(one -> one.version().id()).toList();
            for (CalendarItem item : context.read(side, ids)) {
                links.byId(side, item.version().id()).filter(link -> link.end(side).orElseThrow().version().equals(item.version()))
                    .ifPresent(link -> put(link.with(side, Optional.of(new LinkEnd(item.version(), item.uid(), NormalisedItem.hash(item.lines()))))));
            }
        }
    }

    void commit() {
        saved.forEach(change::save);
        List<CalendarLink> now = context.ledger().apply(context.lease(), change);
        for (int i = 0; i < saved.size(); i++) {
            links.swap(saved.get(i), now.get(i));
        }
    }
}

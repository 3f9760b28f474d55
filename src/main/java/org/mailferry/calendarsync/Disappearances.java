package org.mailferry.calendarsync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Deletes on one side what was deleted on the other and not changed since. What is deleted stays in the journal. */
final class Disappearances {
    private final PairContext context;
    private final LinkIndex links;
    private final Map<CalendarSide, SideChanges> changes;
    private final CalendarTally tally;

    Disappearances(PairContext context, LinkIndex links, Map<CalendarSide, SideChanges> changes, CalendarTally tally) {
        this.context = context;
        this.links = links;
        this.changes = changes;
        this.tally = tally;
    }

    /**
     * @param ids of items that are gone from this side
     * @return false when time was over before
     */
    boolean follow(CalendarSide side, List<String> ids) {
        PassBatch batch = new PassBatch(context, links);
        List<CalendarLink> gone = ids.stream().flatMap(id -> links.byId(side, id).stream()).toList();
        Map<String, CalendarItem> there = context.read(side.other(), gone.stream().filter(link -> !changes.get(side.other()).isGone(link))
            .flatMap(link -> link.end(side.other()).stream()).map(end -> end.version().id()).toList()).stream()
            .collect(Collectors.toMap(item -> item.version().id(), Function.identity()));
        boolean inTime = true;
        try {
            for (CalendarLink link : gone) {
                inTime = inTime && !context.isOver();
                if (inTime) {
                    follow(batch, side, link, link.end(side.other()).flatMap(end -> Optional.ofNullable(there.get(end.version().id()))));
                }
            }
        } finally {
            batch.commit();
        }
        return inTime;
    }

    private void follow(PassBatch batch, CalendarSide side, CalendarLink link, Optional<CalendarItem> other) {
        if (other.isEmpty()) {
            batch.remove(link);
            return;
        }
        LinkEnd end = link.end(side.other()).orElseThrow();
        boolean unchanged = link.held().isEmpty() && (end.version().equals(other.get().version()) || end.hash().equals(NormalisedItem.hash(other.get().lines())));
        if (!unchanged) {
            stays(batch, side, link, end, "Deleted on the " + side.text() + " and changed on the " + side.other().text() + ": it stays there");
        } else if (!context.mayWrite(side.other())) {
            batch.remove(link);
        } else {
            delete(batch, side, link, end, other.get());
        }
    }

    private void delete(PassBatch batch, CalendarSide side, CalendarLink link, LinkEnd end, CalendarItem other) {
        CalendarSide at = side.other();
        context.note(context.entry(CalendarJournalEntry.Kind.DELETED, end.uid(), "Deleted on the " + at.text() + ", because it was deleted on the "
            + side.text(), Optional.of(other.lines())));
        WriteResult result = context.store(at).delete(context.calendar(at), other.version());
        if (result instanceof WriteResult.Gone) {
            tally.deleted++;
            batch.remove(link);
        } else if (result instanceof WriteResult.Refused refused) {
            tally.refused++;
            batch.put(link.with(side, Optional.empty()).holding(at));
            batch.change().find(context.notCarried(at, end.version().id(), end.uid(), EventName.of(other.lines()), "It was deleted on the " + side.text() + ", but the " + at.text()
                + " does not let it go: " + refused.why()));
        } else {
            tally.deferred++;
        }
    }

    /** With a two-way pass it is new for the other side and goes there; else it is told. */
    private void stays(PassBatch batch, CalendarSide side, CalendarLink link, LinkEnd end, String text) {
        tally.conflicts++;
        batch.change().journal(context.entry(CalendarJournalEntry.Kind.RESTORED, end.uid(), text, Optional.empty()));
        if (context.mayWrite(side)) {
            batch.put(link.with(side, Optional.empty()).settled());
            tally.deferred++;
        } else {
            batch.put(link.with(side, Optional.empty()).holding(side.other()));
        }
    }
}

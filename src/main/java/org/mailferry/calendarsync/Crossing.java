package org.mailferry.calendarsync;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Sha256;

/**
 * Carries changed and new items of one side across. A write whose answer never came leaves an item that says the same on both sides, and
 * is found so by the next pass; so no write is repeated blindly.
 */
final class Crossing {
    private final PairContext context;
    private final LinkIndex links;
    private final Map<CalendarSide, SideChanges> changes;
    private final CalendarTally tally;
    private PassBatch batch;

    Crossing(PairContext context, LinkIndex links, Map<CalendarSide, SideChanges> changes, CalendarTally tally) {
        this.context = context;
        this.links = links;
        this.changes = changes;
        this.tally = tally;
        this.batch = new PassBatch(context, links);
    }

    /** @return false when time was over before all were carried */
    boolean carry(CalendarSide from, List<String> ids) {
        batch = new PassBatch(context, links);
        ItemsRead read = context.store(from).read(context.calendar(from), ids);
        read.unreadable().forEach((id, reason) -> unreadable(from, id, reason));
        boolean inTime = true;
        try {
            for (CalendarItem item : read.items().stream().sorted(Comparator.comparing((CalendarItem one) -> one.version().id())).toList()) {
                inTime = inTime && !context.isOver();
                if (inTime) {
                    cross(from, item);
                }
            }
            batch.readBack();
        } catch (RuntimeException e) {
            keepWhatIsKnown(e);
            throw e;
        }
        batch.commit();
        return inTime;
    }

    private void keepWhatIsKnown(RuntimeException failure) {
        try {
            batch.commit();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void cross(CalendarSide from, CalendarItem item) {
        changes.get(from).changed().remove(item.version().id());
        remark(from, item);
        CalendarLink link = known(from, item);
        CalendarSide to = from.other();
        if (link.end(from).isEmpty()) {
            bothChanged(from, item, link.with(from, Optional.of(end(item))));
        } else if (link.end(to).isEmpty()) {
            create(from, item, link, freeUid(to, item), false);
        } else if (saysTheSame(from, link, item)) {
            batch.put(link.with(from, Optional.of(end(item))));
        } else if (changes.get(to).isGone(link)) {
            restore(from, item, link);
        } else if (link.held().equals(Optional.of(to)) || changes.get(to).isChanged(link)) {
            bothChanged(from, item, link);
        } else {
            replace(from, item, link);
        }
    }

    /**
     * The item's link, or a new one. An item that came back under another id is the one that went; one that the other side has alone under
     * this UID is the same, brought here by a call whose answer was lost.
     */
    private CalendarLink known(CalendarSide from, CalendarItem item) {
        return links.byId(from, item.version().id())
            .or(() -> links.byUid(from, item.uid()).filter(link -> changes.get(from).isGone(link))
                .map(link -> link.with(from, Optional.of(new LinkEnd(item.version(), item.uid(), link.end(from).orElseThrow().hash())))))
            .or(() -> links.byUid(from.other(), item.uid()).filter(link -> link.end(from).isEmpty()))
            .orElseGet(() -> CalendarLink.of(context.pair().id(), from, end(item)));
    }

    private static boolean saysTheSame(CalendarSide side, CalendarLink link, CalendarItem item) {
        return link.held().isEmpty() && link.end(side).orElseThrow().hash().equals(NormalisedItem.hash(item.lines()));
    }

    private Optional<CalendarItem> current(CalendarSide side, CalendarLink link) {
        return context.read(side, List.of(link.end(side).orElseThrow().version().id())).stream().findFirst();
    }

    private void create(CalendarSide from, CalendarItem item, CalendarLink link, String uid, boolean again) {
        CalendarSide to = from.other();
        Optional<SilentItem> silent = silent(from, item, link, uid);
        if (silent.isEmpty()) {
            return;
        }
        WriteResult result = context.store(to).create(context.calendar(to), silent.get());
        if (result instanceof WriteResult.Written written) {
            tally.created++;
            across(from, item, link, uid, written.version());
        } else if (result instanceof WriteResult.AlreadyThere || result instanceof WriteResult.UidTaken) {
            taken(from, item, link, uid, again);
        } else if (result instanceof WriteResult.Refused refused) {
            hold(from, item, link, "The " + to.text() + " does not take it: " + refused.why());
        } else {
            tally.deferred++;
        }
    }

    /** In this calendar it is the same item, perhaps from a call whose answer was lost; elsewhere, or twice, it needs another name. */
    private void taken(CalendarSide from, CalendarItem item, CalendarLink link, String uid, boolean again) {
        CalendarSide to = from.other();
        Optional<CalendarItem> there = context.store(to).withUid(context.calendar(to), uid).stream()
            .filter(found -> links.byId(to, found.version().id()).isEmpty()).findFirst();
        if (there.isPresent()) {
            settle(from, item, link.with(to, Optional.of(end(there.get()))), there.get(), false);
        } else if (again) {
            hold(from, item, link, "The " + to.text() + " has another item with the UID " + uid);
        } else {
            create(from, item, link, derived(item), true);
        }
    }

    private void replace(CalendarSide from, CalendarItem item, CalendarLink link) {
        LinkEnd there = link.end(from.other()).orElseThrow();
        write(from, item, link, there.version(), () -> bothChanged(from, item, link), () -> restore(from, item, link));
    }

    /** Puts {@code item} in place of that version of the other side. */
    private void write(CalendarSide from, CalendarItem item, CalendarLink link, ItemVersion version, Runnable changed, Runnable gone) {
        CalendarSide to = from.other();
        String uid = link.end(to).orElseThrow().uid();
        Optional<SilentItem> silent = silent(from, item, link, uid);
        if (silent.isEmpty()) {
            return;
        }
        WriteResult result = context.store(to).replace(context.calendar(to), version, silent.get());
        if (result instanceof WriteResult.Written written) {
            tally.updated++;
            across(from, item, link, uid, written.version());
        } else if (result instanceof WriteResult.ChangedMeanwhile) {
            changed.run();
        } else if (result instanceof WriteResult.Gone) {
            gone.run();
        } else if (result instanceof WriteResult.Refused refused) {
            hold(from, item, link, "The " + to.text() + " does not take the change: " + refused.why());
        } else {
            tally.deferred++;
        }
    }

    /** Deleted on one side and changed on the other: what somebody still works on is kept. */
    private void restore(CalendarSide from, CalendarItem item, CalendarLink link) {
        batch.change().journal(context.entry(CalendarJournalEntry.Kind.RESTORED, item.uid(), "Deleted on the " + from.other().text()
            + " and changed on the " + from.text() + ": it was brought back", Optional.empty()));
        String uid = link.end(from.other()).orElseThrow().uid();
        CalendarLink alone = link.with(from.other(), Optional.empty());
        batch.put(alone);
        create(from, item, alone, uid, false);
    }

    private void bothChanged(CalendarSide from, CalendarItem item, CalendarLink link) {
        Optional<CalendarItem> other = current(from.other(), link);
        if (other.isEmpty()) {
            tally.deferred++;
            return;
        }
        LinkEnd before = link.end(from.other()).orElseThrow();
        boolean onlyRewritten = link.held().isEmpty() && before.hash().equals(NormalisedItem.hash(other.get().lines()));
        settle(from, item, link, other.get(), onlyRewritten);
    }

    /** @param onlyRewritten the other side says what it said when both agreed */
    private void settle(CalendarSide from, CalendarItem item, CalendarLink link, CalendarItem other, boolean onlyRewritten) {
        CalendarSide to = from.other();
        changes.get(to).changed().remove(other.version().id());
        changes.get(to).gone().remove(other.version().id());
        CalendarLink both = link.with(from, Optional.of(end(item))).with(to, Optional.of(end(other)));
        CalendarSide winner = onlyRewritten ? from : context.authority();
        if (NormalisedItem.hash(item.lines()).equals(NormalisedItem.hash(other.lines()))) {
            batch.put(both.settled());
        } else if (!context.mayWrite(winner.other())) {
            tally.conflicts++;
            hold(from, item, both, "It was changed on both sides; the version of the " + winner.text() + " counts, and the " + winner.other().text() + " is only read");
        } else {
            CalendarItem kept = winner == from ? item : other;
            CalendarItem lost = winner == from ? other : item;
            if (!onlyRewritten) {
                tally.conflicts++;
                context.note(context.entry(CalendarJournalEntry.Kind.CONFLICT, item.uid(), "Changed on both sides: the version of the " + winner.text()
                    + " was kept", Optional.of(lost.lines())));
            }
            write(winner, kept, both, lost.version(), () -> tally.deferred++, () -> tally.deferred++);
        }
    }

    private void across(CalendarSide from, CalendarItem item, CalendarLink link, String uid, ItemVersion there) {
        batch.put(link.with(from, Optional.of(end(item))).with(from.other(), Optional.of(new LinkEnd(there, uid, NormalisedItem.hash(item.lines())))).settled());
        batch.stored(from.other(), there);
        // What was gone a moment ago is there again, perhaps under its old id.
        changes.get(from.other()).gone().remove(there.id());
    }

    private void unreadable(CalendarSide side, String id, String reason) {
        tally.refused++;
        ItemVersion version = Optional.ofNullable(changes.get(side).changed().remove(id)).orElse(new ItemVersion(id, ""));
        Optional<CalendarLink> known = links.byId(side, id);
        LinkEnd end = new LinkEnd(version, known.flatMap(link -> link.end(side)).map(LinkEnd::uid).orElse(""), "");
        batch.put(known.orElseGet(() -> CalendarLink.of(context.pair().id(), side, end)).with(side, Optional.of(end)).holding(side));
        batch.change().find(context.notCarried(side, id, end.uid(), "", reason));
    }

    private Optional<SilentItem> silent(CalendarSide from, CalendarItem item, CalendarLink link, String uid) {
        try {
            ContentLines named = uid.equals(item.uid()) ? item.lines() : item.lines().edit(line -> Stream.of(
                line.is("UID") && line.isProperty() && line.text().equals(item.uid()) ? line.withValue(escaped(uid)) : line));
            return Optional.of(SilentItem.silence(named));
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.PERMANENT) {
                throw e;
            }
            hold(from, item, link, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String escaped(String uid) {
        return uid.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n");
    }

    private void hold(CalendarSide from, CalendarItem item, CalendarLink link, String reason) {
        tally.refused++;
        batch.put(link.with(from, Optional.of(end(item))).holding(from));
        batch.change().find(context.notCarried(from, item.version().id(), item.uid(), EventName.of(item.lines()), reason));
    }

    private void remark(CalendarSide from, CalendarItem item) {
        batch.change().settle(context.pair().id(), from, item.version().id());
        if (!item.remarks().isEmpty()) {
            batch.change().find(new CalendarFinding(context.pair().id(), from, item.version().id(), item.uid(),
                EventName.of(item.lines()), CalendarFinding.Kind.REMARK, String.join(" ", item.remarks())));
        }
    }

    private String freeUid(CalendarSide to, CalendarItem item) {
        return links.byUid(to, item.uid()).isEmpty() ? item.uid() : derived(item);
    }

    private static String derived(CalendarItem item) {
        return item.uid() + "-" + Sha256.hex(item.version().id()).substring(0, 16);
    }

    private static LinkEnd end(CalendarItem item) {
        return new LinkEnd(item.version(), item.uid(), NormalisedItem.hash(item.lines()));
    }
}

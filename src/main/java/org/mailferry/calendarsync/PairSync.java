package org.mailferry.calendarsync;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** One pass over one pair of calendars: what changed crosses, what went is followed, and only then are the sides' tokens kept. */
final class PairSync {
    private static final int BATCH = 50;

    private final PairContext context;
    private final CalendarTally tally;

    PairSync(PairContext context, CalendarTally tally) {
        this.context = context;
        this.tally = tally;
    }

    /** @return true when everything was worked off */
    boolean run() {
        Map<CalendarSide, SideChanges> changes = new EnumMap<>(CalendarSide.class);
        changes.put(CalendarSide.SOURCE, SideChanges.look(context, CalendarSide.SOURCE));
        changes.put(CalendarSide.TARGET, context.pass() == CalendarPass.TWO_WAY ? SideChanges.look(context, CalendarSide.TARGET) : SideChanges.none(CalendarSide.TARGET));
        if (changes.values().stream().allMatch(SideChanges::isEmpty)) {
            return true;
        }
        LinkIndex links = new LinkIndex(context.ledger().links(context.pair().id()));
        for (SideChanges side : changes.values()) {
            tally.unchanged += side.compare(links);
            Optional<String> objection = VanishedItems.objection(context, links, side);
            if (objection.isPresent()) {
                tally.refusal = objection.get();
                return false;
            }
        }
        long deferred = tally.deferred;
        boolean through = work(links, changes) && tally.deferred == deferred;
        if (through) {
            context.ledger().save(context.lease(), withTokens(changes));
        }
        return through;
    }

    private boolean work(LinkIndex links, Map<CalendarSide, SideChanges> changes) {
        Crossing crossing = new Crossing(context, links, changes, tally);
        Disappearances disappearances = new Disappearances(context, links, changes, tally);
        for (SideChanges side : changes.values()) {
            if (!batched(side.side(), List.copyOf(side.changed().keySet()), id -> side.changed().containsKey(id), crossing::carry)) {
                return false;
            }
        }
        for (SideChanges side : changes.values()) {
            if (!batched(side.side(), List.copyOf(side.gone()), id -> true, disappearances::follow)) {
                return false;
            }
        }
        return true;
    }

    private boolean batched(CalendarSide side, List<String> ids, Predicate<String> open, BiPredicate<CalendarSide, List<String>> work) {
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<String> batch = ids.subList(from, Math.min(from + BATCH, ids.size())).stream().filter(open).toList();
            if (batch.isEmpty()) {
                continue;
            }
            context.ledger().check(context.lease());
            if (context.isOver() || !work.test(side, batch)) {
                return false;
            }
        }
        return true;
    }

    /** A side that nobody looked at keeps its token. */
    private CalendarPair withTokens(Map<CalendarSide, SideChanges> changes) {
        CalendarPair pair = context.pair();
        return new CalendarPair(pair.id(), pair.mailbox(), pair.name(), pair.sourceId(), pair.targetId(), changes.get(CalendarSide.SOURCE).token(),
            context.pass() == CalendarPass.TWO_WAY ? changes.get(CalendarSide.TARGET).token() : pair.targetToken());
    }
}

package org.mailferry.calendarsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says which calendar belongs to which. A source's calendar goes to the one of its name, if there is just one on each side, else to a new
 * one. In a two-way pass a target's new calendar that holds something goes to the source in the same way. A calendar that vanished
 * takes nothing with it: its counterpart stays as it is, and somebody is told.
 */
final class CalendarPairing {
    private static final String EVENTS = "VEVENT";

    private final CalendarLedger ledger;
    private final CalendarLease lease;
    private final Map<CalendarSide, CalendarStore> stores;

    /** A pair with both of its calendars. */
    record Found(CalendarPair pair, Map<CalendarSide, CalendarCollection> calendars) {}

    CalendarPairing(CalendarLedger ledger, CalendarLease lease, Map<CalendarSide, CalendarStore> stores) {
        this.ledger = ledger;
        this.lease = lease;
        this.stores = stores;
    }

    List<Found> pairs(CalendarPass pass) {
        Map<String, CalendarCollection> source = calendars(CalendarSide.SOURCE);
        Map<String, CalendarCollection> target = calendars(CalendarSide.TARGET);
        List<Found> found = new ArrayList<>();
        List<CalendarFinding> told = ledger.findings(lease.mailbox()).stream().filter(finding -> finding.kind() == CalendarFinding.Kind.CALENDAR).toList();
        for (CalendarPair pair : ledger.pairs(lease.mailbox())) {
            CalendarCollection from = source.remove(pair.sourceId());
            CalendarCollection to = target.remove(pair.targetId());
            tell(told, pair, CalendarSide.SOURCE, from != null);
            tell(told, pair, CalendarSide.TARGET, to != null);
            if (from != null && to != null) {
                found.add(new Found(pair, Map.of(CalendarSide.SOURCE, from, CalendarSide.TARGET, to)));
            }
        }
        for (CalendarCollection calendar : List.copyOf(source.values())) {
            CalendarCollection other = counterpart(calendar, source, target, CalendarSide.TARGET);
            source.remove(calendar.id());
            target.remove(other.id());
            found.add(open(calendar, other));
        }
        if (pass == CalendarPass.TWO_WAY) {
            for (CalendarCollection calendar : target.values()) {
                if (!stores.get(CalendarSide.TARGET).changes(calendar, Optional.empty()).changed().isEmpty()) {
                    found.add(open(counterpart(calendar, target, Map.of(), CalendarSide.SOURCE), calendar));
                }
            }
        }
        return found;
    }

    private Map<String, CalendarCollection> calendars(CalendarSide side) {
        return stores.get(side).calendars().stream().filter(calendar -> calendar.accepts(EVENTS))
            .collect(Collectors.toMap(CalendarCollection::id, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    private CalendarCollection counterpart(CalendarCollection calendar, Map<String, CalendarCollection> own, Map<String, CalendarCollection> others, CalendarSide at) {
        List<CalendarCollection> named = named(calendar.name(), others);
        if (named.size() == 1 && named(calendar.name(), own).size() == 1) {
            return named.get(0);
        }
        return stores.get(at).create(new NewCalendar(calendar.id(), calendar.name(), calendar.colour(), Set.of(EVENTS)));
    }

    private static List<CalendarCollection> named(String name, Map<String, CalendarCollection> calendars) {
        return calendars.values().stream().filter(calendar -> calendar.name().strip().equalsIgnoreCase(name.strip())).toList();
    }

    private Found open(CalendarCollection source, CalendarCollection target) {
        CalendarPair pair = ledger.save(lease, new CalendarPair(0, lease.mailbox(), source.name(), source.id(), target.id(), Optional.empty(), Optional.empty()));
        return new Found(pair, Map.of(CalendarSide.SOURCE, source, CalendarSide.TARGET, target));
    }

    private void tell(List<CalendarFinding> earlier, CalendarPair pair, CalendarSide side, boolean there) {
        boolean told = earlier.stream().anyMatch(finding -> finding.pair() == pair.id() && finding.side() == side);
        if (told != there) {
            return;
        }
        CalendarLedgerChange change = new CalendarLedgerChange();
        if (there) {
            change.settle(pair.id(), side, pair.calendar(side));
        } else {
            change.find(new CalendarFinding(pair.id(), side, pair.calendar(side), "", "", CalendarFinding.Kind.CALENDAR, "Calendar '" + pair.name()
                + "' is gone from the " + side.text() + "; the one on the " + side.other().text() + " stays as it is and is no longer kept in step"));
        }
        ledger.apply(lease, change);
    }
}

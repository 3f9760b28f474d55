package org.mailferry.calendarsync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the carrying of two calendars knows: which UIDs an item goes by on both sides, and which items could not be carried. */
final class KnownItems {
    private final Map<String, Known> links = new HashMap<>();
    private final Map<String, String> reasons = new HashMap<>();

    private record Known(String uid, String sourceUid) {}

    KnownItems(CalendarPair pair, List<CalendarLink> links, List<CalendarFinding> findings) {
        for (CalendarLink link : links) {
            for (CalendarSide side : CalendarSide.values()) {
                link.end(side).ifPresent(end -> this.links.put(side + "\0" + end.version().id(), new Known(end.uid(), link.source().orElse(end).uid())));
            }
        }
        findings.stream().filter(finding -> finding.pair() == pair.id() && finding.kind() == CalendarFinding.Kind.NOT_CARRIED)
            .forEach(finding -> reasons.put(finding.side() + "\0" + finding.itemId(), finding.reason()));
    }

    /** The UID on the source, where it was carried under another one; else its own. */
    String key(CalendarSide side, CalendarItem item) {
        return Optional.ofNullable(links.get(side + "\0" + item.version().id())).filter(known -> known.uid().equals(item.uid()))
            .map(Known::sourceUid).orElse(item.uid());
    }

    /** Of an item whose UID cannot be read. */
    String key(CalendarSide side, String itemId) {
        return Optional.ofNullable(links.get(side + "\0" + itemId)).map(Known::sourceUid).orElse(itemId);
    }

    Optional<String> notCarried(CalendarSide side, String itemId) {
        return Optional.ofNullable(reasons.get(side + "\0" + itemId));
    }
}

package org.mailferry.calendarsync;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The links of a pair by what each side calls its items. */
final class LinkIndex {
    private final Map<CalendarSide, Map<String, CalendarLink>> byId = new EnumMap<>(CalendarSide.class);
    private final Map<CalendarSide, Map<String, CalendarLink>> byUid = new EnumMap<>(CalendarSide.class);
    /** Stored links only. */
    private final Map<Long, CalendarLink> byNumber = new LinkedHashMap<>();

    LinkIndex(List<CalendarLink> links) {
        for (CalendarSide side : CalendarSide.values()) {
            byId.put(side, new HashMap<>());
            byUid.put(side, new HashMap<>());
        }
        links.forEach(this::add);
    }

    Optional<CalendarLink> byId(CalendarSide side, String id) {
        return Optional.ofNullable(byId.get(side).get(id));
    }

    Optional<CalendarLink> byUid(CalendarSide side, String uid) {
        return Optional.ofNullable(byUid.get(side).get(uid));
    }

    Collection<CalendarLink> stored() {
        return List.copyOf(byNumber.values());
    }

    Optional<CalendarLink> byNumber(long id) {
        return Optional.ofNullable(byNumber.get(id));
    }

    void add(CalendarLink link) {
        if (link.id() != 0) {
            byNumber.put(link.id(), link);
        }
        for (CalendarSide side : CalendarSide.values()) {
            link.end(side).ifPresent(end -> {
                byId.get(side).put(end.version().id(), link);
                byUid.get(side).put(end.uid(), link);
            });
        }
    }

    void remove(CalendarLink link) {
        byNumber.remove(link.id(), link);
        for (CalendarSide side : CalendarSide.values()) {
            link.end(side).ifPresent(end -> {
                byId.get(side).remove(end.version().id(), link);
                byUid.get(side).remove(end.uid(), link);
            });
        }
    }

    void swap(CalendarLink before, CalendarLink after) {
        remove(before);
        add(after);
    }
}

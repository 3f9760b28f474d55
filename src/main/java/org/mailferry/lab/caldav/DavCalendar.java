package org.mailferry.lab.caldav;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.namespace.QName;

/** A calendar with its items, its properties and what was deleted from it. */
final class DavCalendar {
    /** @param item absent when it was deleted */
    record Change(String name, Optional<DavItem> item, long at) {}

    private static final String TOKEN = "urn:x-mailferry-lab:sync:";

    final String name;
    final Set<String> components = new TreeSet<>(Set.of("VEVENT", "VTODO"));
    /** What clients may set, as XML content. */
    final Map<QName, String> properties = new LinkedHashMap<>();
    final Map<String, DavItem> items = new LinkedHashMap<>();
    private final Map<String, Long> deleted = new LinkedHashMap<>();
    /** Tells a calendar from an earlier one at the same address. */
    private final long serial;
    private long changes;

    DavCalendar(String name, long serial) {
        this.name = name;
        this.serial = serial;
    }

    DavItem put(String item, byte[] bytes, CalendarObject object) {
        DavItem stored = new DavItem(item, bytes, object, ++changes);
        items.put(item, stored);
        deleted.remove(item);
        return stored;
    }

    void delete(String item) {
        if (items.remove(item) != null) {
            deleted.put(item, ++changes);
        }
    }

    Optional<DavItem> withUid(String uid) {
        return items.values().stream().filter(item -> item.object().uid().equals(uid)).findFirst();
    }

    String token() {
        return token(changes);
    }

    String token(long at) {
        return TOKEN + serial + ":" + at;
    }

    /** How far somebody with that token has read; empty for a token that this calendar never gave. */
    OptionalLong reached(String token) {
        String prefix = TOKEN + serial + ":";
        String number = token.startsWith(prefix) ? token.substring(prefix.length()) : "";
        if (!number.matches("[0-9]{1,18}") || Long.parseLong(number) > changes) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(number));
    }

    /** What is different now, oldest first. */
    List<Change> since(long at) {
        return java.util.stream.Stream.concat(
                items.values().stream().map(item -> new Change(item.name(), Optional.of(item), item.changedAt())),
                deleted.entrySet().stream().map(entry -> new Change(entry.getKey(), Optional.empty(), entry.getValue())))
            .filter(change -> change.at() > at).sorted(Comparator.comparingLong(Change::at)).toList();
    }
}

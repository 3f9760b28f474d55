package org.mailferry.calendarsync.caldav;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarItem;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.ItemsRead;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.http.HttpReply;
import org.mailferry.kernel.MigrationException;

/**
 * Items by batches of multiget (RFC 4791 §7.9). What a batch does not bring, because the server has no multiget, left an item out or sent
 * XML that cannot be read, is fetched one by one, so that one bad item costs one item.
 */
final class ItemReading {
    private static final int BATCH = 50;

    private final DavCalls calls;

    ItemReading(DavCalls calls) {
        this.calls = calls;
    }

    ItemsRead read(String calendar, Collection<String> ids) {
        Gathered gathered = new Gathered();
        List<String> wanted = List.copyOf(new LinkedHashSet<>(ids));
        for (String id : wanted) {
            requireMember(calendar, id);
        }
        for (int from = 0; from < wanted.size(); from += BATCH) {
            batch(calendar, wanted.subList(from, Math.min(from + BATCH, wanted.size())), gathered);
        }
        return gathered.result();
    }

    /** Halved while the answer is too long. */
    private void batch(String calendar, List<String> ids, Gathered gathered) {
        HttpReply reply = calls.xml(DavCalls.Verb.REPORT, calendar, 1, DavBody.multiget(ids));
        if (reply.tooLong() && ids.size() > 1) {
            batch(calendar, ids.subList(0, ids.size() / 2), gathered);
            batch(calendar, ids.subList(ids.size() / 2, ids.size()), gathered);
            return;
        }
        Set<String> missing = new LinkedHashSet<>(ids);
        for (Multistatus.Part part : Multistatus.of(reply).map(Multistatus::parts).orElse(List.of())) {
            calls.id(calendar, part.href()).filter(missing::contains).filter(id -> gathered.took(id, part)).ifPresent(missing::remove);
        }
        missing.forEach(id -> gathered.take(id, calls.get(id)));
    }

    /** The one item as it is now. */
    ItemsRead one(String id) {
        Gathered gathered = new Gathered();
        gathered.take(id, calls.get(id));
        return gathered.result();
    }

    /** Servers look for UIDs by part of the text or without regard to case, so theirs is only a first choice. */
    List<CalendarItem> withUid(CalendarCollection calendar, String uid) {
        Set<String> ids = new LinkedHashSet<>();
        for (String component : calendar.components().isEmpty() ? Set.of("VEVENT") : calendar.components()) {
            HttpReply reply = calls.xml(DavCalls.Verb.REPORT, calendar.id(), 1, DavBody.withUid(component, uid));
            calls.found(reply, "search " + calendar.id() + " for a UID").parts().forEach(part -> calls.id(calendar.id(), part.href())
                .filter(id -> ChangeListing.isMember(calendar.id(), id)).ifPresent(ids::add));
        }
        return read(calendar.id(), ids).items().stream().filter(item -> item.uid().equals(uid)).toList();
    }

    static void requireMember(String calendar, String id) {
        if (!ChangeListing.isMember(calendar, id)) {
            throw new IllegalArgumentException(id + " is no item of the calendar " + calendar);
        }
    }

    private final class Gathered {
        private final List<CalendarItem> items = new ArrayList<>();
        private final Set<String> vanished = new HashSet<>();
        private final Map<String, String> unreadable = new HashMap<>();

        boolean took(String id, Multistatus.Part part) {
            if (part.status().orElse(200) == 404 || part.status().orElse(200) == 410) {
                return vanished.add(id);
            }
            Optional<XmlNode> data = part.property(Dav.CALENDAR_DATA);
            if (part.status().orElse(200) != 200 || part.text(Dav.ETAG).isEmpty() || data.isEmpty()) {
                return false;
            }
            add(new ItemVersion(id, part.text(Dav.ETAG).orElseThrow()), data.get().characters().toString().getBytes(StandardCharsets.UTF_8));
            return true;
        }

        void take(String id, HttpReply reply) {
            if (reply.status() == 404 || reply.status() == 410) {
                vanished.add(id);
                return;
            }
            if (reply.status() == 500 || reply.status() == 505) {
                // Asked alone, so it is this item that the server stumbles over.
                unreadable.put(id, "the server answers " + reply.status());
                return;
            }
            if (reply.status() != 200) {
                throw calls.failure(reply, "give the item " + id);
            }
            if (reply.tooLong()) {
                unreadable.put(id, "it is longer than mailferry.http.max-answer");
                return;
            }
            reply.header("ETag").ifPresentOrElse(tag -> add(new ItemVersion(id, tag), reply.body()),
                () -> unreadable.put(id, "the server gives no ETag for it"));
        }

        private void add(ItemVersion version, byte[] octets) {
            try {
                ContentLines lines = ContentLines.parse(octets);
                items.add(new CalendarItem(version, SilentItem.uid(lines), lines));
            } catch (MigrationException e) {
                unreadable.put(version.id(), e.getMessage());
            }
        }

        ItemsRead result() {
            return new ItemsRead(items, vanished, unreadable);
        }
    }
}

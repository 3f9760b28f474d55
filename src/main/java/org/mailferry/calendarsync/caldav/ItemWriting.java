package org.mailferry.calendarsync.caldav;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarItem;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.ItemsRead;
import org.mailferry.calendarsync.ServedItem;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;
import org.mailferry.http.HttpReply;
import org.mailferry.kernel.MigrationException;

/** Each write names the state it starts from: nothing ({@code If-None-Match: *}) or one ETag ({@code If-Match}). */
final class ItemWriting {
    private static final List<Integer> ITEM_REFUSED = List.of(400, 403, 409, 413, 415, 422);
    private static final String[] ABOUT_THE_ITEM = {"valid-calendar-data", "valid-calendar-object-resource", "supported-calendar-data",
        "supported-calendar-component", "max-resource-size", "min-date-time", "max-date-time", "max-instances", "max-attendees-per-instance",
        "organizer-allowed", "attendee-allowed", "same-organizer-in-all-components"};

    private final DavCalls calls;
    private final ItemReading reading;

    ItemWriting(DavCalls calls, ItemReading reading) {
        this.calls = calls;
        this.reading = reading;
    }

    WriteResult create(CalendarCollection calendar, SilentItem item) {
        String id = calendar.id() + Names.ofItem(item.uid());
        HttpReply reply = calls.put(id, item.lines().octets(), "If-None-Match", "*");
        Supplier<WriteResult> taken = () -> taken(calendar, id, item.uid());
        return reply.status() == 412 ? taken.get() : written(reply, id, taken);
    }

    /** Our place is not free, or the UID is not. */
    private WriteResult taken(CalendarCollection calendar, String id, String uid) {
        ItemsRead there = reading.one(id);
        if (!there.unreadable().isEmpty()) {
            return unreadable(there);
        }
        if (!there.items().isEmpty()) {
            CalendarItem item = there.items().get(0);
            return item.uid().equals(uid) ? new WriteResult.AlreadyThere(item.version())
                : new WriteResult.Refused("another item, with UID " + item.uid() + ", is stored in its place " + id);
        }
        return new WriteResult.UidTaken(reading.withUid(calendar, uid).stream().map(item -> item.version().id()).findFirst());
    }

    WriteResult replace(CalendarCollection calendar, ItemVersion version, SilentItem item) {
        ItemReading.requireMember(calendar.id(), version.id());
        Optional<WriteResult> objection = objection(version, Optional.of(item.uid()));
        if (objection.isPresent()) {
            return objection.get();
        }
        HttpReply reply = calls.put(version.id(), item.lines().octets(), "If-Match", version.tag());
        return lost(reply).orElseGet(() -> written(reply, version.id(), () -> new WriteResult.UidTaken(Optional.empty())));
    }

    /** The server is asked to tell nobody; whether it obeys was proved with a decoy before. */
    WriteResult handOver(CalendarCollection calendar, ItemVersion version, ServedItem item) {
        ItemReading.requireMember(calendar.id(), version.id());
        HttpReply reply = calls.putUntold(version.id(), item.lines().octets(), version.tag());
        return lost(reply).orElseGet(() -> written(reply, version.id(), () -> new WriteResult.UidTaken(Optional.empty())));
    }

    WriteResult delete(CalendarCollection calendar, ItemVersion version) {
        ItemReading.requireMember(calendar.id(), version.id());
        Optional<WriteResult> objection = objection(version, Optional.empty());
        if (objection.isPresent()) {
            return objection.get();
        }
        HttpReply reply = calls.delete(version.id(), version.tag());
        if (reply.ok() && reply.status() != 207) {
            return new WriteResult.Gone();
        }
        return lost(reply).orElseGet(() -> refused(reply, "delete " + version.id()));
    }

    private static Optional<WriteResult> lost(HttpReply reply) {
        return reply.status() == 412 ? Optional.of(new WriteResult.ChangedMeanwhile())
            : reply.status() == 404 || reply.status() == 410 ? Optional.of(new WriteResult.Gone()) : Optional.empty();
    }

    /** A changed or removed SCHEDULE-AGENT=SERVER makes the server send cancellations, so what it serves is left alone. */
    private Optional<WriteResult> objection(ItemVersion version, Optional<String> uid) {
        ItemsRead there = reading.one(version.id());
        if (!there.unreadable().isEmpty()) {
            return Optional.of(unreadable(there));
        }
        if (there.items().isEmpty()) {
            return Optional.of(new WriteResult.Gone());
        }
        CalendarItem item = there.items().get(0);
        if (!item.version().equals(version)) {
            return Optional.of(new WriteResult.ChangedMeanwhile());
        }
        if (uid.filter(wanted -> !wanted.equals(item.uid())).isPresent()) {
            return Optional.of(new WriteResult.Refused("the item stored there has another UID, " + item.uid()));
        }
        return SilentItem.noise(item.lines()).map(noise -> new WriteResult.Refused("the server would tell its attendees: " + noise));
    }

    private static WriteResult unreadable(ItemsRead there) {
        return new WriteResult.Refused("what is stored there cannot be read: " + there.unreadable().values().iterator().next());
    }

    private WriteResult written(HttpReply reply, String id, Supplier<WriteResult> uidTaken) {
        if (List.of(200, 201, 204).contains(reply.status())) {
            return new WriteResult.Written(reply.header("ETag").filter(ItemWriting::isStrong).map(tag -> new ItemVersion(id, tag))
                .orElseGet(() -> asStored(id)));
        }
        Optional<XmlNode> conflict = conflict(reply);
        if (conflict.isPresent()) {
            Optional<String> other = conflict.get().first(Dav.HREF).flatMap(href -> calls.id(id, href.text()));
            return other.filter(found -> !found.equals(id)).<WriteResult>map(found -> new WriteResult.UidTaken(Optional.of(found))).orElseGet(uidTaken);
        }
        // Radicale answers a UID conflict with 409 and no condition; a parent that is missing is 409 too.
        WriteResult found = reply.status() == 409 ? uidTaken.get() : new WriteResult.Gone();
        boolean explained = found instanceof WriteResult.AlreadyThere || found instanceof WriteResult.UidTaken taken && taken.id().isPresent();
        return explained ? found : refused(reply, "store the item " + id);
    }

    private static boolean isStrong(String tag) {
        return !tag.startsWith("W/") && !tag.isEmpty();
    }

    /** Without an ETag the server stored the item in other words, RFC 4791 §5.3.4. */
    private ItemVersion asStored(String id) {
        return reading.one(id).items().stream().map(CalendarItem::version).findFirst().orElseThrow(() -> MigrationException.transientFailure(
            "The calendar server " + calls.origin().host() + " took the item " + id + ", but does not show it", null));
    }

    /** In the answer's own body, or in a 207, which Xandikos sends for a refused PUT. */
    private static Optional<XmlNode> conflict(HttpReply reply) {
        Optional<XmlNode> root = XmlNode.parse(reply.body());
        Optional<XmlNode> error = root.filter(node -> node.name().equals(Dav.d("error")));
        return error.or(() -> Multistatus.of(reply).stream().flatMap(found -> found.parts().stream()).flatMap(part -> part.error().stream()).findFirst())
            .flatMap(node -> node.first(Dav.UID_CONFLICT).or(() -> node.first(Dav.UID_CONFLICT_ANYWHERE)));
    }

    /** The item is refused where the answer is about it; rights, space and missing calendars are for a person. */
    private WriteResult refused(HttpReply reply, String what) {
        String detail = reply.status() == 207 ? multistatus(reply) : calls.detail(reply);
        boolean named = List.of(ABOUT_THE_ITEM).stream().anyMatch(detail::contains);
        if (reply.status() == 207 || named || ITEM_REFUSED.contains(reply.status()) && reply.status() != 403 && reply.status() != 409) {
            return new WriteResult.Refused("the server answered " + reply.status() + detail);
        }
        throw calls.failure(reply, what);
    }

    private static String multistatus(HttpReply reply) {
        return Multistatus.of(reply).stream().flatMap(found -> found.parts().stream())
            .map(part -> " with " + part.status().orElse(0) + part.error().map(error -> " " + DavCalls.conditions(error)).orElse("")).findFirst().orElse("");
    }
}

package org.mailferry.calendarsync.ews;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailferry.calendarsync.CalendarItem;
import org.mailferry.calendarsync.CalendarPolicy;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ExchangeEvent;
import org.mailferry.calendarsync.ExchangeItem;
import org.mailferry.calendarsync.ExchangeOccurrence;
import org.mailferry.calendarsync.ItemConversion;
import org.mailferry.calendarsync.ItemConversion.Converted;
import org.mailferry.calendarsync.ItemsRead;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;

/**
 * Items by batches of GetItem. What a batch does not bring, because its answer was too long or no XML, or because the item has no MIME, is
 * asked for item by item and in the end without its MIME, so that one bad item costs one item.
 */
final class EwsReading {
    private static final int BATCH = 20;
    private static final String[] NOT_THERE = {"ErrorItemNotFound", "ErrorInvalidIdMalformed", "ErrorInvalidId", "ErrorInvalidIdEmpty", "ErrorInvalidIdXml",
        "ErrorInvalidIdNotAnItemAttachmentId", "ErrorInvalidIdStoreObjectIdTooLong"};
    private static final String ILLEGAL = "Characters that XML does not allow were left out.";

    private final EwsCalls calls;
    private final ItemConversion conversion;
    private final CalendarPolicy policy;
    private final EventReading events;

    EwsReading(EwsCalls calls, ItemConversion conversion, CalendarPolicy policy) {
        this.calls = calls;
        this.conversion = conversion;
        this.policy = policy;
        this.events = new EventReading(new EwsAttachments(calls));
    }

    ItemsRead read(String folder, Collection<String> ids) {
        Gathered gathered = new Gathered(folder);
        List<String> wanted = List.copyOf(new LinkedHashSet<>(ids));
        for (int from = 0; from < wanted.size(); from += BATCH) {
            batch(wanted.subList(from, Math.min(from + BATCH, wanted.size())), gathered);
        }
        return new ItemsRead(gathered.items, gathered.vanished, gathered.unreadable);
    }

    private void batch(List<String> ids, Gathered gathered) {
        EwsAnswer answer = calls.ask(ItemRequests.get(ids, true), "give items");
        if (answer.messages().size() != ids.size() || answer.mended()) {
            ids.forEach(id -> single(id, gathered));
            return;
        }
        for (int i = 0; i < ids.size(); i++) {
            EwsMessage message = answer.messages().get(i);
            if (message.ok()) {
                gathered.take(ids.get(i), message, false);
            } else if (message.is(NOT_THERE)) {
                gathered.vanished.add(ids.get(i));
            } else {
                single(ids.get(i), gathered);
            }
        }
    }

    /** With its MIME, then without. */
    private void single(String id, Gathered gathered) {
        for (boolean mime : new boolean[] {true, false}) {
            EwsAnswer answer = calls.ask(ItemRequests.get(List.of(id), mime), "give an item");
            Optional<EwsMessage> message = answer.messages().stream().findFirst();
            if (message.filter(EwsMessage::ok).isPresent()) {
                gathered.take(id, message.get(), answer.mended());
                return;
            }
            if (message.filter(found -> found.is(NOT_THERE)).isPresent()) {
                gathered.unreadable.remove(id);
                gathered.vanished.add(id);
                return;
            }
            gathered.unreadable.put(id, "Exchange did not give the item: " + message.map(found -> found.words(calls.login()))
                .orElse(answer.tooLong() ? "it is too large" : "its answer cannot be read"));
        }
    }

    /** Items with that UID by what the server takes for equal; compared here. */
    List<CalendarItem> withUid(String folder, String uid) {
        return read(folder, idsWithUid(folder, uid)).items().stream().filter(item -> item.uid().equals(uid)).toList();
    }

    Set<String> idsWithUid(String folder, String uid) {
        XmlElement found = calls.require(ItemRequests.withUid(folder, uid), "search a calendar for a UID");
        Set<String> ids = new LinkedHashSet<>();
        found.below("RootFolder", "Items").forEach(item -> item.find("ItemId").map(id -> id.attribute("Id")).ifPresent(ids::add));
        return ids;
    }

    /** What of the batches is known so far. */
    private final class Gathered {
        private final String folder;
        private final List<CalendarItem> items = new ArrayList<>();
        private final Set<String> vanished = new HashSet<>();
        private final Map<String, String> unreadable = new HashMap<>();

        Gathered(String folder) {
            this.folder = folder;
        }

        void take(String id, EwsMessage message, boolean mended) {
            XmlElement item = message.content().find("Items").map(XmlElement::first).orElse(message.content());
            Optional<String> parent = item.find("ParentFolderId").map(found -> found.attribute("Id"));
            if (parent.filter(found -> !found.equals(folder)).isPresent()) {
                vanished.add(id);
                return;
            }
            unreadable.remove(id);
            try {
                items.add(converted(id, item, mended));
            } catch (MigrationException e) {
                if (e.kind() != FailureKind.PERMANENT) {
                    throw e;
                }
                unreadable.put(id, String.valueOf(e.getMessage()));
            } catch (DateTimeException e) {
                unreadable.put(id, "Exchange gave a time that cannot be read: " + e.getMessage());
            }
        }
    }

    private CalendarItem converted(String id, XmlElement item, boolean mended) {
        XmlElement itemId = item.find("ItemId").orElseThrow(() -> MigrationException.permanent("Exchange gave an item without its id"));
        if (!item.name().equals("CalendarItem")) {
            throw MigrationException.permanent("It is no event, but a " + item.name());
        }
        Converted converted = conversion.convert(item(item), policy);
        List<String> remarks = new ArrayList<>(converted.remarks());
        if (mended) {
            remarks.add(ILLEGAL);
        }
        return new CalendarItem(EwsIds.version(itemId), SilentItem.uid(converted.lines()), converted.lines(), remarks);
    }

    private ExchangeItem item(XmlElement item) {
        ExchangeEvent event = spelled(events.event(item), OwnProperty.UID.of(item));
        List<Instant> deleted = item.below("DeletedOccurrences").stream().flatMap(gone -> EventReading.instant(gone, "Start").stream()).toList();
        Optional<Instant> last = item.find("LastOccurrence").flatMap(found -> EventReading.instant(found, "OriginalStart"));
        return new ExchangeItem(Optional.of(calls.login().account().mailbox()), event, exceptions(item.below("ModifiedOccurrences")), deleted, last, mime(item));
    }

    /** Exchange keeps a UID in its own form as bytes, and writes it in capitals. */
    private static ExchangeEvent spelled(ExchangeEvent event, Optional<String> own) {
        return own.filter(event.uid()::equalsIgnoreCase).map(uid -> new ExchangeEvent(uid, event.kind(), event.times(), event.content(), event.meeting(),
            event.recurrence(), event.attachments(), event.lastModified())).orElse(event);
    }

    private static Optional<ContentLines> mime(XmlElement item) {
        try {
            return item.text("MimeContent").map(text -> ContentLines.parse(Base64.getMimeDecoder().decode(text)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** Each by its own properties, because the master's do not have them. */
    private List<ExchangeOccurrence> exceptions(List<XmlElement> named) {
        List<ExchangeOccurrence> exceptions = new ArrayList<>();
        for (int from = 0; from < named.size(); from += BATCH) {
            List<XmlElement> some = named.subList(from, Math.min(from + BATCH, named.size()));
            List<String> ids = some.stream().map(one -> one.find("ItemId").map(id -> id.attribute("Id")).orElse("")).toList();
            EwsAnswer answer = calls.ask(ItemRequests.get(ids, false), "give occurrences");
            boolean whole = answer.messages().size() == some.size();
            for (int i = 0; i < some.size(); i++) {
                Optional<EwsMessage> message = whole ? Optional.of(answer.messages().get(i))
                    : calls.ask(ItemRequests.get(List.of(ids.get(i)), false), "give an occurrence").messages().stream().findFirst();
                exceptions.add(exception(some.get(i), message.filter(EwsMessage::ok)));
            }
        }
        return exceptions;
    }

    private ExchangeOccurrence exception(XmlElement named, Optional<EwsMessage> message) {
        Instant start = EventReading.instant(named, "Start").orElseThrow(() -> MigrationException.permanent("An exception of the series has no start"));
        return new ExchangeOccurrence(EventReading.instant(named, "OriginalStart").orElse(start), start, EventReading.instant(named, "End").orElse(start),
            message.flatMap(found -> found.content().find("Items")).map(items -> events.event(items.first())));
    }
}

package org.mailferry.calendarsync.ews;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.ExchangeEvent;
import org.mailferry.calendarsync.ExchangeItem;
import org.mailferry.calendarsync.ExchangeOccurrence;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.WriteResult;
import org.mailferry.kernel.MigrationException;

/**
 * Changes an item in place by its properties: EWS takes no MIME for an item that is there. A series is changed first, which takes its
 * exceptions away, and then its occurrences one by one.
 */
final class SeriesWriting {
    private final EwsCalls calls;
    private final String folder;
    private final StoredItem there;

    SeriesWriting(EwsCalls calls, String folder, StoredItem there) {
        this.calls = calls;
        this.folder = folder;
        this.there = there;
    }

    WriteResult replace(ExchangeItem item, BiFunction<EwsMessage, String, WriteResult> refused) {
        EwsMessage changed = calls.one(update(EwsIds.element(there.version()), "NeverOverwrite", FieldUpdates.ofMaster(item.event(), !there.received())), "change an item");
        if (!changed.ok()) {
            return refused.apply(changed, "change an item");
        }
        if (item.event().recurrence().isPresent()) {
            Optional<WriteResult> trouble = occurrences(item, refused);
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        return StoredItem.one(calls, folder, there.version().id()).<WriteResult>map(now -> new WriteResult.Written(now.version())).orElse(new WriteResult.Gone());
    }

    private static String update(String itemId, String conflicts, String updates) {
        return "<m:UpdateItem ConflictResolution=\"" + conflicts + "\" MessageDisposition=\"SaveOnly\" SendMeetingInvitationsOrCancellations=\"SendToNone\"><m:ItemChanges>"
            + "<t:ItemChange>" + itemId + "<t:Updates>" + updates + "</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>";
    }

    private Optional<WriteResult> occurrences(ExchangeItem item, BiFunction<EwsMessage, String, WriteResult> refused) {
        XmlElement series = calls.require(ItemRequests.get(List.of(there.version().id()), false), "give the series");
        XmlElement stored = series.find("Items").map(XmlElement::first).orElse(series);
        Set<Instant> deleted = stored.below("DeletedOccurrences").stream().flatMap(gone -> EventReading.instant(gone, "Start").stream()).collect(Collectors.toSet());
        if (!Set.copyOf(item.deletedOccurrences()).containsAll(deleted)) {
            return Optional.of(new WriteResult.Refused("Exchange does not bring back an occurrence of the series that was deleted there"));
        }
        Map<Instant, ExchangeEvent> wanted = wanted(item, stored);
        for (Map.Entry<Instant, ExchangeEvent> exception : wanted.entrySet()) {
            Optional<WriteResult> trouble = occurrence(exception.getKey(), stored,
                id -> update(id, "AlwaysOverwrite", FieldUpdates.ofOccurrence(exception.getValue(), !there.received())), refused);
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        for (Instant gone : item.deletedOccurrences()) {
            Optional<WriteResult> trouble = deleted.contains(gone) ? Optional.empty() : occurrence(gone, stored, EwsWriting::deletion, refused);
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        return Optional.empty();
    }

    /** What each occurrence shall be that differs from the series or did so in Exchange. */
    private static Map<Instant, ExchangeEvent> wanted(ExchangeItem item, XmlElement stored) {
        Map<Instant, ExchangeEvent> wanted = new HashMap<>();
        stored.below("ModifiedOccurrences").forEach(left -> EventReading.instant(left, "OriginalStart").ifPresent(start -> wanted.put(start, usual(item.event(), start))));
        for (ExchangeOccurrence exception : item.exceptions()) {
            wanted.put(exception.originalStart(), exception.event().orElseGet(() -> moved(item.event(), exception.start(), exception.end())));
        }
        item.deletedOccurrences().forEach(wanted::remove);
        return wanted;
    }

    private static ExchangeEvent usual(ExchangeEvent series, Instant start) {
        return moved(series, start, start.plus(Duration.between(series.times().start(), series.times().end())));
    }

    private static ExchangeEvent moved(ExchangeEvent series, Instant start, Instant end) {
        ExchangeEvent.Times times = new ExchangeEvent.Times(start, end, Optional.of(start), series.times().allDay(), series.times().startZone(), series.times().endZone());
        return new ExchangeEvent(series.uid(), ExchangeEvent.Kind.EXCEPTION, times, series.content(), series.meeting(), Optional.empty(), List.of(), series.lastModified());
    }

    private Optional<WriteResult> occurrence(Instant original, XmlElement series, UnaryOperator<String> request,
                                             BiFunction<EwsMessage, String, WriteResult> refused) {
        Optional<ItemVersion> id = known(original, series).or(() -> at(original));
        if (id.isEmpty()) {
            return Optional.of(new WriteResult.Refused("the series in Exchange has no occurrence at " + original));
        }
        EwsMessage message = calls.one(request.apply(EwsIds.element(id.get())), "change an occurrence");
        return message.ok() ? Optional.empty() : Optional.of(refused.apply(message, "change an occurrence"));
    }

    private static Optional<ItemVersion> known(Instant original, XmlElement series) {
        return series.below("ModifiedOccurrences").stream().filter(one -> EventReading.instant(one, "OriginalStart").filter(original::equals).isPresent())
            .flatMap(one -> one.find("ItemId").stream()).map(EwsIds::version).findFirst();
    }

    /** Where it still lies where the series has it, it is in the calendar's view of that second. */
    private Optional<ItemVersion> at(Instant original) {
        XmlElement found = calls.require(ItemRequests.view(folder, original, original.plusSeconds(1)), "look for an occurrence");
        return found.below("RootFolder", "Items").stream().filter(item -> item.text("UID").filter(there.uid()::equals).isPresent())
            .filter(item -> EventReading.instant(item, "OriginalStart").or(() -> EventReading.instant(item, "Start")).filter(original::equals).isPresent())
            .flatMap(item -> item.find("ItemId").stream()).map(EwsIds::version).findFirst()
            .or(() -> {
                if (found.find("RootFolder").filter(root -> root.attribute("IncludesLastItemInRange").equals("false")).isPresent()) {
                    throw MigrationException.permanent("More events lie at " + original + " than Exchange shows");
                }
                return Optional.empty();
            });
    }
}

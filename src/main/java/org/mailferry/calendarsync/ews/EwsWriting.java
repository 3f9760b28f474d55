package org.mailferry.calendarsync.ews;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailferry.calendarsync.EventFields;
import org.mailferry.calendarsync.ExchangeItem;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;
import org.mailferry.kernel.MigrationException;

/**
 * Writes items and tells nobody: what would make Exchange send is a constant in each of the three requests. Exchange takes any number of
 * items with one UID and deletes whatever version it finds, so both are looked at before.
 */
final class EwsWriting {
    private static final Set<String> FOR_A_PERSON = Set.of("ErrorFolderNotFound", "ErrorAccessDenied", "ErrorCreateItemAccessDenied", "ErrorInternalServerError",
        "ErrorCannotCreateCalendarItemInNonCalendarFolder", "ErrorCannotDeleteObject", "ErrorUnsupportedOperation");

    private final EwsCalls calls;
    private final EwsReading reading;
    private final EventFields fields;

    EwsWriting(EwsCalls calls, EwsReading reading, EventFields fields) {
        this.calls = calls;
        this.reading = reading;
        this.fields = fields;
    }

    WriteResult create(String folder, SilentItem item) {
        Optional<StoredItem> there = StoredItem.all(calls, folder, List.copyOf(reading.idsWithUid(folder, item.uid()))).stream()
            .filter(found -> found.has(item.uid())).findFirst();
        if (there.isPresent()) {
            return there.get().ours() ? new WriteResult.AlreadyThere(there.get().version()) : new WriteResult.UidTaken(Optional.of(there.get().version().id()));
        }
        EwsMessage message = calls.one(create(folder, item, Base64.getEncoder().encodeToString(item.lines().octets())), "store an item");
        return message.ok() ? new WriteResult.Written(stored(message)) : refused(message, "store an item");
    }

    private static String create(String folder, SilentItem item, String mime) {
        return "<m:CreateItem SendMeetingInvitations=\"SendToNone\" MessageDisposition=\"SaveOnly\"><m:SavedItemFolderId><t:FolderId Id=\"" + Xml.escape(folder)
            + "\"/></m:SavedItemFolderId><m:Items><t:CalendarItem><t:MimeContent CharacterSet=\"UTF-8\">" + mime + "</t:MimeContent>"
            + OwnProperty.UID.value(item.uid()) + "</t:CalendarItem></m:Items></m:CreateItem>";
    }

    private ItemVersion stored(EwsMessage message) {
        return message.content().anywhere("ItemId").map(EwsIds::version).orElseThrow(() -> MigrationException.transientFailure(
            "Exchange at " + calls.server() + " stored an item without telling its id", null));
    }

    WriteResult replace(String folder, ItemVersion version, SilentItem item) {
        Optional<StoredItem> there = StoredItem.one(calls, folder, version.id());
        Optional<WriteResult> objection = objection(there, version);
        if (objection.isPresent()) {
            return objection.get();
        }
        if (!there.orElseThrow().has(item.uid())) {
            return new WriteResult.Refused("the item stored there has another UID, " + there.get().uid());
        }
        ExchangeItem properties;
        try {
            properties = fields.fields(item).item();
        } catch (MigrationException unsayable) {
            return new WriteResult.Refused(String.valueOf(unsayable.getMessage()));
        }
        return new SeriesWriting(calls, folder, there.get()).replace(properties, this::refused);
    }

    WriteResult delete(String folder, ItemVersion version) {
        Optional<WriteResult> objection = objection(StoredItem.one(calls, folder, version.id()), version);
        if (objection.isPresent()) {
            return objection.get();
        }
        EwsMessage message = calls.one(deletion(EwsIds.element(version)), "delete an item");
        return message.ok() || message.is("ErrorItemNotFound") ? new WriteResult.Gone() : refused(message, "delete an item");
    }

    /** Of an item or of one occurrence. */
    static String deletion(String itemId) {
        return "<m:DeleteItem DeleteType=\"MoveToDeletedItems\" SendMeetingCancellations=\"SendToNone\"><m:ItemIds>" + itemId + "</m:ItemIds></m:DeleteItem>";
    }

    private static Optional<WriteResult> objection(Optional<StoredItem> there, ItemVersion version) {
        if (there.isEmpty()) {
            return Optional.of(new WriteResult.Gone());
        }
        return there.get().version().equals(version) ? Optional.empty() : Optional.of(new WriteResult.ChangedMeanwhile());
    }

    /** The item is refused where the answer is about it; rights, space and missing calendars are for a person. */
    private WriteResult refused(EwsMessage message, String what) {
        if (message.is("ErrorItemNotFound")) {
            return new WriteResult.Gone();
        }
        if (message.is("ErrorIrresolvableConflict", "ErrorStaleObject", "ErrorChangeKeyRequiredForWriteOperations")) {
            return new WriteResult.ChangedMeanwhile();
        }
        if (FOR_A_PERSON.contains(message.code())) {
            throw calls.failure(message, what);
        }
        return new WriteResult.Refused("Exchange answered " + message.words(calls.login()));
    }
}

package org.mailferry.calendarsync.ews;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailferry.calendarsync.ItemVersion;

/**
 * An item as it lies in a folder, without its content.
 *
 * @param uid as Exchange has it
 * @param own the UID that we stored it with; empty for an item that another program made
 * @param received the mailbox is not the meeting's organiser, so that Exchange lets nobody change its attendees
 */
record StoredItem(ItemVersion version, String uid, Optional<String> own, boolean received) {
    private static final int BATCH = 50;
    private static final int RECEIVED = 2;

    boolean ours() {
        return own.isPresent();
    }

    boolean has(String wanted) {
        return own.filter(uid::equalsIgnoreCase).orElse(uid).equals(wanted);
    }

    /** Those of the ids that are in the folder. */
    static List<StoredItem> all(EwsCalls calls, String folder, List<String> ids) {
        List<StoredItem> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            calls.ask(ItemRequests.versions(ids.subList(from, Math.min(from + BATCH, ids.size()))), "look at items").messages().stream()
                .filter(EwsMessage::ok).flatMap(message -> message.content().below("Items").stream())
                .filter(item -> item.find("ParentFolderId").map(parent -> parent.attribute("Id").equals(folder)).orElse(true))
                .forEach(item -> item.find("ItemId").ifPresent(id -> found.add(of(item, EwsIds.version(id)))));
        }
        return found;
    }

    private static StoredItem of(XmlElement item, ItemVersion version) {
        int state = item.text("AppointmentState").map(String::strip).filter(text -> text.matches("\\d{1,9}")).map(Integer::parseInt).orElse(0);
        return new StoredItem(version, item.text("UID").orElse(""), OwnProperty.UID.of(item), (state & RECEIVED) != 0);
    }

    /** Empty when it is not in the folder (any more). @throws org.mailferry.kernel.MigrationException when that cannot be found out */
    static Optional<StoredItem> one(EwsCalls calls, String folder, String id) {
        EwsMessage message = calls.one(ItemRequests.versions(List.of(id)), "look at an item");
        if (!message.ok() && !message.is("ErrorItemNotFound", "ErrorInvalidIdMalformed", "ErrorInvalidIdEmpty")) {
            throw calls.failure(message, "look at an item");
        }
        return message.ok() ? message.content().below("Items").stream()
            .filter(item -> item.find("ParentFolderId").map(parent -> parent.attribute("Id").equals(folder)).orElse(true))
            .flatMap(item -> item.find("ItemId").map(found -> of(item, EwsIds.version(found))).stream()).findFirst() : Optional.empty();
    }
}

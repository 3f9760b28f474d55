package org.mailferry.lab.ews;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The changes of {@code UpdateItem}, [MS-OXWSCORE] §3.1.4.9. */
final class ItemUpdates {
    private static final Set<String> TIMES = Set.of("calendar:Start", "calendar:End");

    private ItemUpdates() {}

    static void apply(EwsSession session, EwsItem item, List<Node> updates) {
        if (updates.isEmpty()) {
            throw EwsError.fault("ErrorSchemaValidation", "The request failed schema validation: an update without a change");
        }
        List<Node> elements = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (Node update : updates) {
            String field = MapiNames.named(EwsFields.ofPath(update.first()));
            if (update.name().equals("t:DeleteItemField")) {
                removable(field);
                removed.add(field);
                continue;
            }
            if (!update.name().equals("t:SetItemField")) {
                throw EwsError.item("ErrorInvalidPropertyAppend", "Append action is not supported for property " + field + ".");
            }
            elements.add(element(update, field));
        }
        EwsItem before = copyOfFields(item);
        removed.forEach(item.fields::remove);
        try {
            new ItemWriter(session.clock(), false).change(item, elements);
            if (item.master == null && !item.text("calendar:Start").equals(before.text("calendar:Start"))) {
                // Another time of the series: its exceptions go, as in Outlook.
                item.exceptions.clear();
                item.deleted.clear();
            }
        } catch (EwsError e) {
            item.fields.clear();
            item.fields.putAll(before.fields);
            throw e;
        }
    }

    private static EwsItem copyOfFields(EwsItem item) {
        EwsItem copy = new EwsItem(item.folder);
        copy.fields.putAll(item.fields);
        return copy;
    }

    private static void removable(String field) {
        if (EwsFields.READ_ONLY.contains(field) || TIMES.contains(field)) {
            throw EwsError.item("ErrorInvalidPropertyDelete", "Delete action is not supported for property " + field + ".");
        }
    }

    private static Node element(Node update, String field) {
        Node holder = update.children().size() == 2 ? update.children().get(1) : Node.of("t:CalendarItem");
        if (holder.children().size() != 1) {
            throw EwsError.item("ErrorIncorrectUpdatePropertyCount", "An object within a change description must contain one and only one property to modify.");
        }
        Node element = MapiNames.named(holder.first());
        if (!EwsFields.ofElement(element).orElse("").equals(field)) {
            throw EwsError.item("ErrorUpdatePropertyMismatch", "The property specified by the path is not the property that is set.");
        }
        if (field.equals("calendar:UID") || field.equals("item:MimeContent")) {
            throw EwsError.item("ErrorInvalidPropertySet", "Set action is invalid for property " + field + ".");
        }
        return element;
    }
}

package org.mailferry.lab.ews;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** [MS-OXWSCORE] and [MS-OXWSMTGS]: items read, made, changed and deleted. */
final class ItemOperations {
    private ItemOperations() {}

    static List<Node> get(EwsSession session, Node request) {
        ItemShape shape = ItemShape.of(request);
        return session.each(references(request), reference -> List.of(Node.of("m:Items", shape.render(session.item(reference)))));
    }

    static List<Node> create(EwsSession session, Node request) {
        String mode = request.attribute("SendMeetingInvitations");
        return session.each(request.find("m:Items").map(Node::children).orElse(List.of()), element -> {
            if (!element.name().equals("t:CalendarItem")) {
                return List.of(Node.of("m:Items", Responses.answer(session, request, element)));
            }
            if (mode.isEmpty()) {
                throw EwsError.item("ErrorSendMeetingInvitationsRequired", "SendMeetingInvitations attribute is required for calendar items.");
            }
            EwsFolder folder = request.find("m:SavedItemFolderId").map(reference -> session.folder(reference.first())).orElse(session.mailbox().calendar());
            if (!folder.isCalendar()) {
                throw EwsError.item("ErrorCannotCreateCalendarItemInNonCalendarFolder", "Cannot create a calendar item in a folder that is no calendar.");
            }
            EwsItem item = new ItemWriter(session.clock(), false).create(folder, element);
            told(session, item, mode, recipients(item));
            return List.of(Node.of("m:Items", Node.of("t:CalendarItem", ComputedFields.id(item))));
        });
    }

    static List<Node> update(EwsSession session, Node request) {
        String resolution = request.attribute("ConflictResolution");
        String mode = request.attribute("SendMeetingInvitationsOrCancellations");
        return session.each(request.find("m:ItemChanges").map(Node::children).orElse(List.of()), change -> {
            Node reference = change.first();
            EwsItem item = session.item(reference);
            if (mode.isEmpty()) {
                throw EwsError.item("ErrorSendMeetingInvitationsOrCancellationsRequired", "SendMeetingInvitationsOrCancellations attribute is required for calendar items.");
            }
            String key = reference.attribute("ChangeKey");
            if (key.isEmpty() && !resolution.equals("AlwaysOverwrite")) {
                throw EwsError.item("ErrorChangeKeyRequiredForWriteOperations", "A change key is required for this operation.");
            }
            if (resolution.equals("NeverOverwrite") && !key.equals(item.changeKey())) {
                throw EwsError.item("ErrorIrresolvableConflict", "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.");
            }
            int before = recipients(item);
            ItemUpdates.apply(session, item, change.find("t:Updates").map(Node::children).orElse(List.of()));
            // Who is taken out is told too.
            told(session, item, mode, Math.max(before, recipients(item)));
            return List.of(Node.of("m:Items", Node.of("t:CalendarItem", ComputedFields.id(item))), Node.of("m:ConflictResults", Node.text("t:Count", 0)));
        });
    }

    static List<Node> delete(EwsSession session, Node request) {
        String mode = request.attribute("SendMeetingCancellations");
        return session.each(references(request), reference -> {
            EwsItem item = session.item(reference);
            if (mode.isEmpty()) {
                throw EwsError.item("ErrorSendMeetingCancellationsRequired", "SendMeetingCancellations attribute is required for calendar items.");
            }
            told(session, item, mode, recipients(item));
            if (request.attribute("DeleteType").equals("MoveToDeletedItems") && item.master == null) {
                move(item, session.mailbox().folder("deleteditems").orElseThrow());
            } else {
                item.delete();
            }
            return List.of();
        });
    }

    static List<Node> move(EwsSession session, Node request) {
        EwsFolder folder = session.folder(request.find("m:ToFolderId").orElseThrow(() -> EwsError.fault("ErrorSchemaValidation", "ToFolderId is missing")).first());
        return session.each(references(request), reference -> {
            EwsItem moved = move(session.item(reference), folder);
            return List.of(Node.of("m:Items", Node.of("t:CalendarItem", ComputedFields.id(moved))));
        });
    }

    /** Under a new id, as in Exchange. */
    private static EwsItem move(EwsItem item, EwsFolder folder) {
        EwsItem moved = new EwsItem(folder);
        moved.fields.putAll(item.fields);
        moved.attachments.addAll(item.attachments);
        moved.deleted.addAll(item.deleted);
        folder.items.put(moved.id, moved);
        item.exceptions.forEach((number, exception) -> {
            EwsItem copy = moved.occurrence(number);
            copy.fields.putAll(exception.fields);
            moved.exceptions.put(number, copy);
        });
        item.folder.remove(item);
        return moved;
    }

    private static void told(EwsSession session, EwsItem item, String mode, int recipients) {
        if (!mode.equals("SendToNone") && recipients > 0) {
            session.invitations().accept(new EwsInvitation(session.operation(), session.mailbox().address, item.text("item:Subject"), mode, recipients));
        }
    }

    private static int recipients(EwsItem item) {
        int recipients = 0;
        for (String list : List.of("calendar:RequiredAttendees", "calendar:OptionalAttendees", "calendar:Resources")) {
            Optional<Node> people = item.field(list);
            recipients += people.map(node -> node.children().size()).orElse(0);
        }
        return recipients;
    }

    static List<Node> references(Node request) {
        return new ArrayList<>(request.find("m:ItemIds").map(Node::children).orElse(List.of()));
    }
}

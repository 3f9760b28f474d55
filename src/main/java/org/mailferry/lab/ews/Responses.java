package org.mailferry.lab.ews;

import java.util.List;
import java.util.Map;

/** Items that are made to answer or to send: each one is mail to somebody unless it is only saved. */
final class Responses {
    private static final Map<String, String> ANSWERS = Map.of("AcceptItem", "Accept", "TentativelyAcceptItem", "Tentative", "DeclineItem", "Decline");

    private Responses() {}

    static Node answer(EwsSession session, Node request, Node element) {
        String disposition = request.attribute("MessageDisposition");
        boolean sends = disposition.startsWith("Send");
        if (!element.name().equals("t:CancelCalendarItem") && !ANSWERS.containsKey(element.localName())) {
            if (sends) {
                invitation(session, element.localName() + " " + element.value("t:Subject"), disposition);
            }
            throw EwsError.item("ErrorInvalidOperation", element.localName() + " is not kept by this server.");
        }
        EwsItem item = session.item(element.find("t:ReferenceItemId").map(reference -> Node.of("t:ItemId").at("Id", reference.attribute("Id")))
            .orElseThrow(() -> EwsError.fault("ErrorSchemaValidation", "ReferenceItemId is missing")));
        if (sends) {
            invitation(session, element.localName() + " " + item.text("item:Subject"), disposition);
        }
        String answer = ANSWERS.get(element.localName());
        item.fields.put(answer == null ? "calendar:IsCancelled" : "calendar:MyResponseType",
            answer == null ? Node.text("t:IsCancelled", true) : Node.text("t:MyResponseType", answer));
        item.keep();
        return Node.of("t:CalendarItem", ComputedFields.id(item));
    }

    /** {@code SendItem} sends whatever it names. */
    static List<Node> send(EwsSession session, Node request) {
        return session.each(ItemOperations.references(request), reference -> {
            invitation(session, "SendItem", "SendItem");
            throw EwsError.item("ErrorItemNotFound", "The specified object was not found in the store.");
        });
    }

    private static void invitation(EwsSession session, String subject, String disposition) {
        session.invitations().accept(new EwsInvitation(session.operation(), session.mailbox().address, subject, disposition, 1));
    }
}

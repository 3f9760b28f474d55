package org.mailferry.lab.ews;

import java.util.List;

/** What clients ask before they come to the point: ids in other forms ([MS-OXWSCVTID]) and settings of the web mail ([MS-OXWSUSRCFG]). */
final class MailboxOperations {
    private MailboxOperations() {}

    static List<Node> convert(EwsSession session, Node request) {
        String format = request.attribute("DestinationFormat");
        return session.each(request.find("m:SourceIds").map(Node::children).orElse(List.of()), source -> {
            if (!format.equals("EwsId") || !source.attribute("Format").equals("EwsId")) {
                throw EwsError.item("ErrorInvalidIdMalformed", "Only ids of EWS are known here.");
            }
            return List.of(Node.of("m:AlternateId").at("xsi:type", "t:AlternateIdType").at("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
                .at("Format", format).at("Id", source.attribute("Id")).at("Mailbox", session.mailbox().address));
        });
    }

    /** Nobody ever used the web mail, so there are none. */
    static List<Node> configuration(EwsSession session, Node request) {
        return session.one(() -> {
            throw EwsError.item("ErrorItemNotFound", "The specified object was not found in the store.");
        });
    }
}

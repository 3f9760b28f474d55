package org.mailferry.lab.ews;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Who may ask what for whom, and which operation answers. */
final class EwsApi {
    private static final Map<String, BiFunction<EwsSession, Node, List<Node>>> OPERATIONS = Map.ofEntries(
        Map.entry("GetFolder", FolderOperations::get), Map.entry("FindFolder", FolderOperations::find), Map.entry("CreateFolder", FolderOperations::create),
        Map.entry("UpdateFolder", FolderOperations::update), Map.entry("DeleteFolder", FolderOperations::delete),
        Map.entry("SyncFolderHierarchy", SyncOperations::hierarchy), Map.entry("SyncFolderItems", SyncOperations::items),
        Map.entry("FindItem", FindItem::find), Map.entry("GetItem", ItemOperations::get), Map.entry("CreateItem", ItemOperations::create),
        Map.entry("UpdateItem", ItemOperations::update), Map.entry("DeleteItem", ItemOperations::delete), Map.entry("MoveItem", ItemOperations::move),
        Map.entry("GetAttachment", AttachmentOperations::get), Map.entry("CreateAttachment", AttachmentOperations::create),
        Map.entry("DeleteAttachment", AttachmentOperations::delete),
        Map.entry("SendItem", Responses::send), Map.entry("ConvertId", MailboxOperations::convert), Map.entry("GetUserConfiguration", MailboxOperations::configuration),
        Map.entry("GetServerTimeZones", ZoneOperations::get));

    private final EwsStore store;
    private final EwsLogins logins;
    private final Consumer<EwsInvitation> invitations;

    EwsApi(EwsStore store, EwsLogins logins, Consumer<EwsInvitation> invitations) {
        this.store = store;
        this.logins = logins;
        this.invitations = invitations;
    }

    /** The element in the body. */
    static Node request(Node envelope) {
        return envelope.find("s:Body").orElseThrow(() -> EwsError.fault("ErrorSchemaValidation", "The request has no body")).first();
    }

    /** Whom the header asks to be; empty without impersonation. */
    static Optional<String> impersonated(Node envelope) {
        return envelope.find("s:Header", "t:ExchangeImpersonation", "t:ConnectingSID").map(sid -> sid.first().text().strip());
    }

    Node answer(String login, Node envelope) {
        Node request = request(envelope);
        RequestSchema.check(request);
        String operation = request.localName();
        EwsMailbox mailbox = operation.equals("GetServerTimeZones") && EwsApi.impersonated(envelope).isEmpty() ? store.nobody : mailbox(login, envelope);
        WindowsZone clock = EwsZones.find(envelope.find("s:Header", "t:TimeZoneContext", "t:TimeZoneDefinition").map(zone -> zone.attribute("Id")).orElse("UTC"))
            .orElse(EwsZones.orUtc("UTC"));
        BiFunction<EwsSession, Node, List<Node>> handler = OPERATIONS.get(operation);
        if (handler == null) {
            throw EwsError.fault("ErrorInvalidRequest", "The operation " + operation + " is not served here.");
        }
        synchronized (store) {
            if (!mailbox.trouble.isEmpty()) {
                throw EwsError.fault(mailbox.trouble, "The mailbox " + mailbox.address + " cannot be opened now.");
            }
            List<Node> messages = handler.apply(new EwsSession(store, mailbox, clock, operation, invitations), request);
            return response(operation, messages);
        }
    }

    static Node response(String operation, List<Node> messages) {
        return Envelope.around(Node.of("m:" + operation + "Response", Node.of("m:ResponseMessages", messages)));
    }

    private EwsMailbox mailbox(String login, Node envelope) {
        Optional<String> other = impersonated(envelope);
        if (other.isPresent() && !logins.impersonates(login)) {
            throw EwsError.fault("ErrorImpersonateUserDenied", "The account does not have permission to impersonate the requested user.");
        }
        return store.mailbox(other.orElse(logins.mailbox(login)))
            .orElseThrow(() -> EwsError.fault("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it."));
    }
}

package org.mailferry.lab.ews;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** [MS-OXWSATT]. */
final class AttachmentOperations {
    private AttachmentOperations() {}

    static List<Node> get(EwsSession session, Node request) {
        return session.each(ids(request), id -> List.of(Node.of("m:Attachments", find(session, id).getValue().element(true))));
    }

    static List<Node> create(EwsSession session, Node request) {
        EwsItem item = session.item(parent(request));
        return session.each(request.find("m:Attachments").map(Node::children).orElse(List.of()), element -> {
            boolean file = element.name().equals("t:FileAttachment");
            Node inner = file ? null : element.children().get(element.children().size() - 1);
            byte[] bytes = file ? Base64.getMimeDecoder().decode(element.value("t:Content")) : NodeWriter.write(inner).getBytes(StandardCharsets.UTF_8);
            String id = Base64.getEncoder().encodeToString((item.id.substring(item.id.length() - 12) + "/" + session.store().next()).getBytes(StandardCharsets.UTF_8));
            EwsAttachment attachment = new EwsAttachment(id, element.value("t:Name"), element.value("t:ContentType"), element.value("t:ContentId"),
                element.value("t:IsInline").equals("true"), bytes, inner);
            item.attachments.add(attachment);
            item.keep();
            return List.of(Node.of("m:Attachments", Node.of(element.name(), attachmentId(item, id))));
        });
    }

    static List<Node> delete(EwsSession session, Node request) {
        return session.each(ids(request), id -> {
            Map.Entry<EwsItem, EwsAttachment> found = find(session, id);
            found.getKey().attachments.remove(found.getValue());
            found.getKey().keep();
            return List.of(Node.of("m:RootItemId").at("RootItemId", found.getKey().id).at("RootItemChangeKey", found.getKey().changeKey()));
        });
    }

    private static Node attachmentId(EwsItem item, String id) {
        return Node.of("t:AttachmentId").at("Id", id).at("RootItemId", item.id).at("RootItemChangeKey", item.changeKey());
    }

    private static Node parent(Node request) {
        return Node.of("t:ItemId").at("Id", request.find("m:ParentItemId").map(parent -> parent.attribute("Id")).orElse(""));
    }

    private static List<Node> ids(Node request) {
        return request.find("m:AttachmentIds").map(Node::children).orElse(List.of());
    }

    private static Map.Entry<EwsItem, EwsAttachment> find(EwsSession session, Node id) {
        return session.mailbox().folders.values().stream().flatMap(folder -> folder.items.values().stream())
            .flatMap(item -> Stream.concat(Stream.of(item), item.exceptions.values().stream()))
            .flatMap(item -> item.attachments.stream().map(attachment -> Map.entry(item, attachment)))
            .filter(entry -> entry.getValue().id().equals(id.attribute("Id"))).findFirst()
            .orElseThrow(() -> EwsError.item("ErrorInvalidAttachmentId", "The specified attachment Id is invalid."));
    }
}

package org.mailferry.lab.ews;

import java.util.Base64;

/**
 * A file, or an item inside an item.
 *
 * @param contentId empty for none
 * @param item the name of the inner item's element and what it holds; absent for a file
 */
record EwsAttachment(String id, String name, String contentType, String contentId, boolean inline, byte[] bytes, @org.jspecify.annotations.Nullable Node item) {
    /** @param content with the bytes, which is what {@code GetAttachment} gives */
    Node element(boolean content) {
        Node element = Node.of(item == null ? "t:FileAttachment" : "t:ItemAttachment",
            Node.of("t:AttachmentId").at("Id", id), Node.text("t:Name", name), Node.text("t:ContentType", contentType));
        if (!contentId.isEmpty()) {
            element = element.plus(Node.text("t:ContentId", contentId));
        }
        element = element.plus(Node.text("t:Size", bytes.length), Node.text("t:IsInline", inline));
        if (!content) {
            return element;
        }
        return element.plus(item == null ? Node.text("t:Content", Base64.getEncoder().encodeToString(bytes)) : item);
    }
}

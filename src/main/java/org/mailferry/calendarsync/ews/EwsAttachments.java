package org.mailferry.calendarsync.ews;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.mailferry.calendarsync.ExchangeAttachment;
import org.mailferry.kernel.MigrationException;

/** What hangs on items; the bytes are fetched when somebody wants them, one attachment a call. */
final class EwsAttachments {
    private final EwsCalls calls;

    EwsAttachments(EwsCalls calls) {
        this.calls = calls;
    }

    List<ExchangeAttachment> of(XmlElement item) {
        return item.below("Attachments").stream().map(this::attachment).toList();
    }

    private ExchangeAttachment attachment(XmlElement element) {
        String name = element.text("Name").orElse("");
        String id = element.find("AttachmentId").map(found -> found.attribute("Id")).orElse("");
        boolean file = element.name().equals("FileAttachment");
        long size = element.text("Size").map(String::strip).filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong).orElse(0L);
        return new ExchangeAttachment(name, element.text("ContentType").orElse(""), element.text("ContentId"), element.flag("IsInline"), !file, size,
            () -> bytes(id, name, file));
    }

    /** @throws MigrationException {@code PERMANENT} when the server does not give it, and asking again changes nothing */
    private byte[] bytes(String id, String name, boolean file) {
        if (!file) {
            throw MigrationException.permanent("The attachment '" + name + "' is no file");
        }
        EwsAnswer answer = calls.ask(ItemRequests.attachment(id), "give an attachment");
        Optional<EwsMessage> message = answer.messages().stream().findFirst();
        if (message.isEmpty() || !message.get().ok()) {
            throw MigrationException.permanent("Exchange did not give the attachment '" + name + "': "
                + message.map(found -> found.words(calls.login())).orElse(answer.tooLong() ? "it is too large" : "its answer cannot be read"));
        }
        return message.get().content().anywhere("Content").map(content -> Base64.getMimeDecoder().decode(content.characters().toString())).orElse(new byte[0]);
    }
}

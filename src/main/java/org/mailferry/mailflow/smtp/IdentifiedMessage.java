package org.mailferry.mailflow.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** A message whose Message-ID is ours; the library would make one of its own when it saves. */
final class IdentifiedMessage extends MimeMessage {
    private final String messageId;

    IdentifiedMessage(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    @Override protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}

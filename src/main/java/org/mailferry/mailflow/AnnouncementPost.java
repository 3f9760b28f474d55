package org.mailferry.mailflow;

import java.util.List;
import org.mailferry.kernel.EmailAddress;

/** Sends announcements. */
public interface AnnouncementPost {
    /**
     * One message to all of them. The same {@code messageId} for the same announcement lets a reader's server drop a repetition.
     *
     * @throws org.mailferry.kernel.MigrationException when the server did not take it
     */
    void send(String messageId, List<EmailAddress> recipients, String subject, String text);
}

package org.mailferry.mailflow;

import java.util.List;
import org.mailferry.kernel.MailAccount;

/** Looks into the mailbox of a decoy: it belongs to nobody, so that whatever arrives there was sent to people who should hear nothing. */
public interface DecoyMailboxes {
    /**
     * What is in all folders that can be opened, of each the newest 300. Nothing is changed.
     *
     * @throws org.mailferry.kernel.MigrationException as {@link ProbeMailboxes#open}
     */
    List<DecoyMessage> messages(MailAccount account);

    /**
     * @param messageId empty when it has none
     * @param from the address that it says it comes from; empty when it says none
     * @param calendarMethod such as {@code REQUEST}; {@code none named} for a calendar without one, empty for a message without a calendar
     */
    record DecoyMessage(String folder, long uidValidity, long uid, String messageId, String from, String calendarMethod) {
        /** Neither its subject nor its text, which may be somebody's. */
        public String text() {
            String what = calendarMethod.isEmpty() ? "a message" : "an invitation or answer (method " + calendarMethod + ")";
            return what + (from.isEmpty() ? "" : " from " + from) + " in folder " + folder + ", UID " + uid;
        }
    }
}

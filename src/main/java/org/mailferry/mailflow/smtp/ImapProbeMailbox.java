package org.mailferry.mailflow.smtp;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.OwnMessages;
import org.mailferry.mailflow.ProbeMailboxes.Arrival;
import org.mailferry.mailflow.ProbeMailboxes.ProbeMailbox;

/**
 * Lists the Message-IDs of the newest messages and matches them here: some servers refuse {@code SEARCH HEADER} on a large folder,
 * and others read every message for it. A message once listed is not listed again on this connection.
 */
final class ImapProbeMailbox implements ProbeMailbox {
    private static final int NEWEST = 300;

    private final IMAPStore store;
    private final IMAPFolder inbox;
    private final MailAccount account;
    private final Map<String, Message> known = new HashMap<>();
    private long lastUid;

    ImapProbeMailbox(IMAPStore store, IMAPFolder inbox, MailAccount account) {
        this.store = store;
        this.inbox = inbox;
        this.account = account;
    }

    @Override public Map<String, Arrival> take(Set<String> messageIds) {
        try {
            list();
            Map<String, Arrival> taken = new HashMap<>();
            for (String messageId : messageIds) {
                Message message = known.remove(messageId);
                if (message != null) {
                    taken.put(messageId, arrival(message));
                }
            }
            return taken;
        } catch (MessagingException e) {
            throw MigrationException.transientFailure("The inbox of " + account.login() + " on " + account.endpoint() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void list() throws MessagingException {
        for (Message message : fresh()) {
            lastUid = Math.max(lastUid, inbox.getUID(message));
            String[] id = message.getHeader("Message-ID");
            if (id != null && id[0].strip().startsWith(OwnMessages.MESSAGE_ID_PREFIX)) {
                known.put(id[0].strip(), message);
            }
        }
    }

    private Message[] fresh() throws MessagingException {
        int count = inbox.getMessageCount();
        if (count == 0) {
            return new Message[0];
        }
        Message[] messages = lastUid == 0 ? inbox.getMessages(Math.max(1, count - NEWEST + 1), count)
            : newerThan(inbox.getMessagesByUID(lastUid + 1, UIDFolder.LASTUID));
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add("Message-ID");
        inbox.fetch(messages, profile);
        return messages;
    }

    /** {@code n:*} always holds the last message, even when its UID is below n (RFC 9051 §9, seq-range). */
    private Message[] newerThan(Message[] messages) throws MessagingException {
        java.util.List<Message> newer = new java.util.ArrayList<>();
        for (Message message : messages) {
            if (message != null && inbox.getUID(message) > lastUid) {
                newer.add(message);
            }
        }
        return newer.toArray(Message[]::new);
    }

    private Arrival arrival(Message message) throws MessagingException {
        String[] received = Optional.ofNullable(message.getHeader("Received")).orElse(new String[0]);
        return new Arrival(ReceivedLine.hops(received), remove(message));
    }

    /** Only this message: a plain EXPUNGE would take along what the user marked deleted. */
    private boolean remove(Message message) throws MessagingException {
        message.setFlag(Flags.Flag.DELETED, true);
        if (!store.hasCapability("UIDPLUS")) {
            return false;
        }
        inbox.expunge(new Message[] {message});
        return true;
    }

    @Override public void close() {
        try {
            inbox.close(false);
            store.close();
        } catch (MessagingException | IllegalStateException gone) {
            // The connection is lost already, and with it everything that closing would free.
        }
    }
}

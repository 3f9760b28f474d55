package org.mailferry.mailflow.smtp;

import jakarta.mail.Address;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailflow.DecoyMailboxes;
import org.springframework.stereotype.Component;

/** Looks into every folder, because filters of servers put invitations and what they take for junk elsewhere. */
@Component
class ImapDecoyMailboxes implements DecoyMailboxes {
    private static final int NEWEST = 300;

    private final ImapProbeMailboxes logins;

    ImapDecoyMailboxes(ImapProbeMailboxes logins) {
        this.logins = logins;
    }

    @Override public List<DecoyMessage> messages(MailAccount account) {
        try (IMAPStore store = logins.login(account)) {
            List<DecoyMessage> found = new ArrayList<>();
            for (Folder folder : store.getDefaultFolder().list("*")) {
                if ((folder.getType() & Folder.HOLDS_MESSAGES) != 0) {
                    found.addAll(messages((IMAPFolder) folder));
                }
            }
            return found;
        } catch (MessagingException | IOException e) {
            throw MigrationException.transientFailure("The mailbox of " + account.login() + " on " + account.endpoint() + " cannot be looked into: " + e.getMessage(), e);
        }
    }

    private static List<DecoyMessage> messages(IMAPFolder folder) throws MessagingException, IOException {
        folder.open(Folder.READ_ONLY);
        try {
            int count = folder.getMessageCount();
            Message[] newest = count == 0 ? new Message[0] : folder.getMessages(Math.max(1, count - NEWEST + 1), count);
            FetchProfile profile = new FetchProfile();
            profile.add(FetchProfile.Item.ENVELOPE);
            profile.add(FetchProfile.Item.CONTENT_INFO);
            profile.add(UIDFolder.FetchProfileItem.UID);
            profile.add("Message-ID");
            folder.fetch(newest, profile);
            List<DecoyMessage> found = new ArrayList<>();
            for (Message message : newest) {
                found.add(new DecoyMessage(folder.getFullName(), folder.getUIDValidity(), folder.getUID(message), first(message.getHeader("Message-ID")), from(message),
                    CalendarPart.method(message)));
            }
            return found;
        } finally {
            folder.close(false);
        }
    }

    private static String first(String @Nullable [] values) {
        return values == null ? "" : values[0].strip();
    }

    private static String from(Message message) {
        try {
            Address[] from = message.getFrom();
            return from == null || from.length == 0 ? "" : from[0] instanceof InternetAddress address ? String.valueOf(address.getAddress()) : from[0].toString();
        } catch (MessagingException unreadable) {
            return "somebody whose address cannot be read";
        }
    }
}

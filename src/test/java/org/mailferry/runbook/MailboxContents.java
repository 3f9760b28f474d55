package org.mailferry.runbook;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.mailferry.kernel.Sha256;

/**
 * What a server itself says a mailbox holds: per folder the sorted list of (content digest, instant of arrival, flags). Two mailboxes
 * are the same when these are equal; a list keeps twins apart. Written apart from the product's own verification on purpose.
 */
record MailboxContents(Map<String, List<String>> folders) {

    static MailboxContents of(Store store, Set<String> leaveOut) throws MessagingException, IOException {
        Map<String, List<String>> folders = new TreeMap<>();
        for (Folder folder : store.getDefaultFolder().list("*")) {
            String name = folder.getFullName().replace(folder.getSeparator(), '/');
            boolean holdsMessages = (folder.getType() & Folder.HOLDS_MESSAGES) != 0;
            if (holdsMessages && Arrays.stream(name.split("/")).noneMatch(leaveOut::contains)) {
                folders.put(name, messages(folder));
            }
        }
        return new MailboxContents(folders);
    }

    long count() {
        return folders.values().stream().mapToLong(List::size).sum();
    }

    private static List<String> messages(Folder folder) throws MessagingException, IOException {
        folder.open(Folder.READ_ONLY);
        try {
            Message[] messages = folder.getMessages();
            FetchProfile profile = new FetchProfile();
            profile.add(FetchProfile.Item.FLAGS);
            profile.add(FetchProfile.Item.ENVELOPE);
            folder.fetch(messages, profile);
            List<String> found = new ArrayList<>();
            for (Message message : messages) {
                IMAPMessage imap = (IMAPMessage) message;
                imap.setPeek(true);
                try (InputStream content = imap.getMimeStream()) {
                    found.add(Sha256.hex(content.readAllBytes()) + " " + message.getReceivedDate().toInstant() + " " + flags(message.getFlags()));
                }
            }
            found.sort(null);
            return found;
        } finally {
            folder.close(false);
        }
    }

    private static Set<String> flags(Flags flags) {
        Set<String> names = new TreeSet<>(Arrays.asList(flags.getUserFlags()));
        for (Flags.Flag flag : flags.getSystemFlags()) {
            if (flag != Flags.Flag.RECENT) {
                names.add(name(flag));
            }
        }
        return names;
    }

    private static String name(Flags.Flag flag) {
        Map<Flags.Flag, String> names = Map.of(Flags.Flag.SEEN, "\\Seen", Flags.Flag.ANSWERED, "\\Answered",
            Flags.Flag.FLAGGED, "\\Flagged", Flags.Flag.DELETED, "\\Deleted", Flags.Flag.DRAFT, "\\Draft");
        return names.getOrDefault(flag, flag.toString());
    }
}

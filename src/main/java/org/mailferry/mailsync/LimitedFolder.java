package org.mailferry.mailsync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A folder of a mailbox whose server is listened to; what moves in or out of it keeps to the server's rates. */
final class LimitedFolder implements OpenedFolder {
    private final OpenedFolder folder;
    private final ServerEar ear;
    private final ServerPace pace;

    LimitedFolder(OpenedFolder folder, ServerEar ear, ServerPace pace) {
        this.folder = folder;
        this.ear = ear;
        this.pace = pace;
    }

    @Override public FolderStatus status() {
        return folder.status();
    }

    @Override public Flags storable(Flags flags) {
        return folder.storable(flags);
    }

    @Override public List<MessageEntry> entriesFrom(long uid) {
        return ear.listening(() -> folder.entriesFrom(uid));
    }

    @Override public List<MessageEntry> entries(Collection<Long> uids) {
        return ear.listening(() -> folder.entries(uids));
    }

    @Override public Set<Long> uids() {
        return ear.listening(folder::uids);
    }

    @Override public Map<Long, Flags> flagsChangedSince(long modSeq) {
        return ear.listening(() -> folder.flagsChangedSince(modSeq));
    }

    @Override public Map<Long, Flags> flags() {
        return ear.listening(() -> folder.flags());
    }

    @Override public void read(Collection<MessageEntry> entries, Consumer<Message> receiver, Refused refused) {
        if (!entries.isEmpty()) {
            pace.await(false, entries.stream().mapToLong(MessageEntry::sizeBytes).sum(), entries.size());
        }
        ear.listening(() -> folder.read(entries, receiver, refused));
    }

    @Override public List<AppendOutcome> append(List<Message> messages) {
        pace.await(true, messages.stream().mapToLong(message -> message.content().sizeBytes()).sum(), messages.size());
        return ear.listening(() -> folder.append(messages));
    }

    @Override public void changeFlags(Collection<Long> uids, Flags added, Flags removed) {
        ear.listening(() -> folder.changeFlags(uids, added, removed));
    }
}

package org.mailferry.mailsync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Override public Uids uidsFrom(long uid) {
        return ear.listening(() -> folder.uidsFrom(uid));
    }

    @Override public List<Long> uidsLargerThan(long bytes) {
        return ear.listening(() -> folder.uidsLargerThan(bytes));
    }

    @Override public Optional<Uids> vanishedSince(long modSeq) {
        return ear.listening(() -> folder.vanishedSince(modSeq));
    }

    @Override public Map<Long, Flags> flagsChangedSince(long modSeq) {
        return ear.listening(() -> folder.flagsChangedSince(modSeq));
    }

    @Override public Map<Long, Flags> flags(long fromUid, long toUid) {
        return ear.listening(() -> folder.flags(fromUid, toUid));
    }

    @Override public Reading ask(Collection<MessageEntry> entries) {
        if (!entries.isEmpty()) {
            pace.await(false, entries.stream().mapToLong(MessageEntry::sizeBytes).sum(), entries.size());
        }
        Reading reading = ear.listening(() -> folder.ask(entries));
        return new Reading() {
            @Override public void take(Consumer<Message> receiver, Refused refused) {
                ear.listening(() -> reading.take(receiver, refused));
            }

            @Override public void close() {
                reading.close();
            }
        };
    }

    @Override public Sending send(List<Message> messages) {
        pace.await(true, messages.stream().mapToLong(message -> message.content().sizeBytes()).sum(), messages.size());
        Sending sending = ear.listening(() -> folder.send(messages));
        return new Sending() {
            @Override public List<AppendOutcome> await() {
                return ear.listening(sending::await);
            }

            @Override public int commands() {
                return sending.commands();
            }
        };
    }

    @Override public void changeFlags(Collection<Long> uids, Flags added, Flags removed) {
        ear.listening(() -> folder.changeFlags(uids, added, removed));
    }

    @Override public boolean moves() {
        return folder.moves();
    }

    @Override public boolean expungesSingly() {
        return folder.expungesSingly();
    }

    @Override public Map<Long, Long> move(Collection<Long> uids, String to) {
        return ear.listening(() -> folder.move(uids, to));
    }

    @Override public Map<Long, Long> copy(Collection<Long> uids, String to) {
        return ear.listening(() -> folder.copy(uids, to));
    }

    @Override public void expunge(Collection<Long> uids) {
        ear.listening(() -> folder.expunge(uids));
    }
}

package org.mailferry.mailsync;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** A mailbox whose server is listened to. Closing it gives its place to the next. */
final class LimitedMailStore implements MailStore {
    private final MailStore store;
    private final ServerEar ear;
    private final ServerPace pace;
    private final Runnable release;
    private final AtomicBoolean released = new AtomicBoolean();

    LimitedMailStore(MailStore store, ServerEar ear, ServerPace pace, Runnable release) {
        this.store = store;
        this.ear = ear;
        this.pace = pace;
        this.release = release;
    }

    @Override public Hierarchy hierarchy() {
        return store.hierarchy();
    }

    @Override public List<RemoteFolder> folders() {
        return ear.listening(store::folders);
    }

    @Override public FolderStatus status(String folder) {
        return ear.listening(() -> store.status(folder));
    }

    @Override public OpenedFolder openForReading(String folder) {
        return new LimitedFolder(ear.listening(() -> store.openForReading(folder)), ear, pace);
    }

    @Override public OpenedFolder openForWriting(String folder) {
        return new LimitedFolder(ear.listening(() -> store.openForWriting(folder)), ear, pace);
    }

    @Override public FolderCreation create(String folder) {
        return ear.listening(() -> store.create(folder));
    }

    @Override public void subscribe(String folder) {
        ear.listening(() -> store.subscribe(folder));
    }

    @Override public OptionalLong sizeBytes(String folder) {
        return ear.listening(() -> store.sizeBytes(folder));
    }

    @Override public OptionalLong quotaUsedBytes() {
        return ear.listening(store::quotaUsedBytes);
    }

    @Override public Optional<Quota> quota() {
        return ear.listening(store::quota);
    }

    @Override public OptionalLong appendLimitBytes() {
        return ear.listening(store::appendLimitBytes);
    }

    @Override public void remove(String folder) {
        ear.listening(() -> store.remove(folder));
    }

    @Override public void close() {
        try {
            store.close();
        } finally {
            if (released.compareAndSet(false, true)) {
                release.run();
            }
        }
    }
}

package org.mailferry.mailsync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Remembers a server's listing and its folders' figures until something may be written there, so that a pass over an unchanged mailbox
 * asks for each once, and for no figures at all that came with the listing (RFC 5819).
 */
final class AskedOnce implements MailStore {
    private final MailStore store;
    private final Map<String, FolderStatus> figures = new HashMap<>();
    private Optional<List<RemoteFolder>> listed = Optional.empty();
    private boolean written;

    AskedOnce(MailStore store) {
        this.store = store;
    }

    @Override public List<RemoteFolder> folders() {
        if (written) {
            return store.folders();
        }
        if (listed.isEmpty()) {
            listed = Optional.of(store.folders());
            listed.get().forEach(folder -> folder.status().ifPresent(status -> figures.put(folder.name(), status)));
        }
        return listed.get();
    }

    @Override public FolderStatus status(String folder) {
        if (written) {
            return store.status(folder);
        }
        FolderStatus known = figures.get(folder);
        if (known == null) {
            known = store.status(folder);
            figures.put(folder, known);
        }
        return known;
    }

    @Override public OpenedFolder openForReading(String folder) {
        return store.openForReading(folder);
    }

    @Override public OpenedFolder openForWriting(String folder) {
        written = true;
        return store.openForWriting(folder);
    }

    @Override public FolderCreation create(String folder) {
        written = true;
        return store.create(folder);
    }

    @Override public void subscribe(String folder) {
        written = true;
        store.subscribe(folder);
    }

    @Override public void remove(String folder) {
        written = true;
        store.remove(folder);
    }

    @Override public Hierarchy hierarchy() {
        return store.hierarchy();
    }

    @Override public OptionalLong sizeBytes(String folder) {
        return store.sizeBytes(folder);
    }

    @Override public OptionalLong quotaUsedBytes() {
        return store.quotaUsedBytes();
    }

    @Override public Optional<Quota> quota() {
        return store.quota();
    }

    @Override public OptionalLong appendLimitBytes() {
        return store.appendLimitBytes();
    }

    /** Whoever opened the store closes it. */
    @Override public void close() {
        figures.clear();
    }
}

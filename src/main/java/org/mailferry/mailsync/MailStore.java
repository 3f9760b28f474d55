package org.mailferry.mailsync;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One mailbox on one server, logged in. Its calls throw {@code MigrationException} when the connection breaks ({@code TRANSIENT})
 * or the server asks for a pause ({@code THROTTLED}), and {@link FolderRefusedException} when it refuses a folder.
 */
public interface MailStore extends AutoCloseable {
    Hierarchy hierarchy();

    /** The mailbox's own folders, without those shared by others, in the order of the server. */
    List<RemoteFolder> folders();

    FolderStatus status(String folder);

    /** Opens without the right to change anything. A folder opened before is closed. */
    OpenedFolder openForReading(String folder);

    OpenedFolder openForWriting(String folder);

    /** Creates the folder with those above it. Safe to repeat: a folder that exists counts as created. */
    FolderCreation create(String folder);

    void subscribe(String folder);

    /** The folder's size in bytes where the server tells it without a scan (RFC 8438). */
    OptionalLong sizeBytes(String folder);

    /** What the quota counts as used, in bytes, where the server keeps one (RFC 9208). */
    OptionalLong quotaUsedBytes();

    /** The quota of the inbox, where the server keeps one (RFC 9208). */
    default Optional<Quota> quota() {
        return Optional.empty();
    }

    /** The largest message that the inbox takes, in bytes, where the server tells it (RFC 7889). */
    default OptionalLong appendLimitBytes() {
        return OptionalLong.empty();
    }

    /** Removes a folder with the messages in it; for folders that the caller made himself. */
    default void remove(String folder) {
        throw new UnsupportedOperationException("Folders are not removed here");
    }

    @Override void close();

    /** @param limitBytes what may be stored in all */
    record Quota(long usedBytes, long limitBytes) {}

    /** What became of a CREATE. */
    sealed interface FolderCreation {
        record Created() implements FolderCreation {}

        record Refused(String reason) implements FolderCreation {}
    }
}

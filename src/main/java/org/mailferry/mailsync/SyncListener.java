package org.mailferry.mailsync;

/** Told of what a slice does, as it does it and in its thread. It must not throw, and not take long except where it may. */
public interface SyncListener {
    SyncListener NONE = new SyncListener() { };

    /** The folder is about to be opened; one in which nothing changed is not. */
    default void entered(FolderRecord folder) {}

    /** What became of a message is in the ledger. */
    default void settled(String folder, MessageRecord message) {}

    /** The pass is through with the folder, opened or not. */
    default void left(FolderRecord folder) {}

    default void folderRefused(String folder, String reason) {}

    /** Asked before every batch, and may wait to slow it down. A slice that may not go on ends as if its time were over. */
    default boolean mayGoOn() {
        return true;
    }
}

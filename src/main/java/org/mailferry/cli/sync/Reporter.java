package org.mailferry.cli.sync;

import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.MessageRecord;

/** Tells whoever runs a command what happens. Calls may come from several mailboxes at once. */
interface Reporter extends AutoCloseable {
    /** Before the first connection of a mailbox. */
    default void begun(String mailbox) {}

    /** What will be copied at most, once that is known. */
    default void measured(String mailbox, long messages, long bytes) {}

    default void folderBegun(String mailbox, FolderRecord folder) {}

    default void message(String mailbox, String folder, MessageRecord message) {}

    default void folderDone(String mailbox, FolderRecord folder, Counts counts) {}

    default void folderRefused(String mailbox, String folder, String reason) {}

    /** Something that a person should know and that ends nothing. */
    default void note(String mailbox, String text) {}

    default void finished(MailboxReport report) {}

    /** After the last mailbox. */
    default void summary(RunSummary summary) {}

    @Override default void close() {}
}

package org.mailferry.mailsync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A folder selected on its server. Messages that vanish meanwhile are left out of every answer. */
public interface OpenedFolder {
    /** As of the opening. */
    FolderStatus status();

    /** The part of the flags that this folder can store for good (PERMANENTFLAGS). */
    Flags storable(Flags flags);

    /** Messages with that UID or a higher one, ascending, as of now. */
    List<MessageEntry> entriesFrom(long uid);

    /** The messages among these UIDs that are still there, ascending. */
    List<MessageEntry> entries(Collection<Long> uids);

    Set<Long> uids();

    /** The flags, by UID, of the messages whose MODSEQ is above that one; only where the status has a MODSEQ. */
    Map<Long, Flags> flagsChangedSince(long modSeq);

    /** The flags of all messages, by UID. */
    Map<Long, Flags> flags();

    /**
     * Reads whole messages without changing their flags, in any order. The receiver closes each content.
     * A message that the server refuses to give is handed to {@code refused} with its reason.
     */
    void read(Collection<MessageEntry> entries, Consumer<Message> receiver, Refused refused);

    /** Stores messages with their dates and flags; the outcomes come in the order of the messages. */
    List<AppendOutcome> append(List<Message> messages);

    /** Safe to repeat. */
    void changeFlags(Collection<Long> uids, Flags added, Flags removed);

    /** Told of a message that the server does not give. */
    @FunctionalInterface interface Refused {
        void tell(long uid, String reason);
    }
}

package org.mailferry.mailsync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** UIDs from that one on, as of now. */
    Uids uidsFrom(long uid);

    /** UIDs of the messages that the server says are larger, ascending, without a listing of the others. */
    default List<Long> uidsLargerThan(long bytes) {
        return entriesFrom(1).stream().filter(entry -> entry.sizeBytes() > bytes).map(MessageEntry::uid).toList();
    }

    /** The flags, by UID, of the messages whose MODSEQ is above that one; only where the status has a MODSEQ. */
    Map<Long, Flags> flagsChangedSince(long modSeq);

    /** The flags of the messages from one UID to another, by UID. */
    Map<Long, Flags> flags(long fromUid, long toUid);

    /** The flags of all messages, by UID. */
    default Map<Long, Flags> flags() {
        return flags(1, Long.MAX_VALUE);
    }

    /** UIDs that were expunged since that MODSEQ, and maybe more that are not there; empty where the server does not tell (no QRESYNC, RFC 7162). */
    default Optional<Uids> vanishedSince(long modSeq) {
        return Optional.empty();
    }

    /**
     * Asks for whole messages, without changing their flags, so that they are on their way while something else is done. One such
     * question at a time: another command to this server takes the answers in first.
     */
    Reading ask(Collection<MessageEntry> entries);

    /** Asks and takes at once. */
    default void read(Collection<MessageEntry> entries, Consumer<Message> receiver, Refused refused) {
        try (Reading reading = ask(entries)) {
            reading.take(receiver, refused);
        }
    }

    /**
     * Hands messages with their dates and flags to the server and does not wait for its answer; their content is not needed any more
     * then. What was sent before is stored before.
     */
    Sending send(List<Message> messages);

    /** Sends and waits. */
    default List<AppendOutcome> append(List<Message> messages) {
        return send(messages).await();
    }

    /** Safe to repeat. */
    void changeFlags(Collection<Long> uids, Flags added, Flags removed);

    /** It moves messages itself (RFC 6851). */
    default boolean moves() {
        return false;
    }

    /** It removes single messages, and not just everything that is marked (RFC 4315). */
    default boolean expungesSingly() {
        return false;
    }

    /** Moves messages to another folder of the mailbox. @return their UIDs there by those here, as far as the server tells them */
    default Map<Long, Long> move(Collection<Long> uids, String folder) {
        throw new UnsupportedOperationException("This folder is only read");
    }

    /** As {@link #move}, and leaves the messages here. */
    default Map<Long, Long> copy(Collection<Long> uids, String folder) {
        throw new UnsupportedOperationException("This folder is only read");
    }

    /** Removes these messages for good, and no others; only where {@link #expungesSingly()}. Safe to repeat. */
    default void expunge(Collection<Long> uids) {
        throw new UnsupportedOperationException("This folder is only read");
    }

    /** Told of a message that the server does not give. */
    @FunctionalInterface interface Refused {
        void tell(long uid, String reason);
    }

    /** Messages that were asked for. */
    interface Reading extends AutoCloseable {
        /**
         * In any order; the receiver closes each content. A message that the server refuses to give is handed to {@code refused} with
         * its reason.
         */
        void take(Consumer<Message> receiver, Refused refused);

        /** Gives up what was not taken. */
        @Override void close();
    }

    /** Messages that were sent. */
    interface Sending {
        /** Waits for the answer; the outcomes come in the order of the messages. To be called in the order of sending. */
        List<AppendOutcome> await();

        /** How many commands it took; to be asked after the answer came. */
        int commands();
    }
}

package org.mailferry.reconcile;

import java.util.function.ToLongFunction;
import org.mailferry.mailsync.Content;

/** Remembers a number for the Message-ID of each message of a window, where somebody wants to know it. */
final class MessageIds {
    private final java.util.Map<Long, Long> numbers = new java.util.HashMap<>();
    private final ToLongFunction<Content> reader;

    private MessageIds(ToLongFunction<Content> reader) {
        this.reader = reader;
    }

    static MessageIds ignored() {
        return new MessageIds(content -> 0);
    }

    static MessageIds read() {
        return new MessageIds(MessageIdHeader::numberOf);
    }

    void note(long uid, Content content) {
        long number = reader.applyAsLong(content);
        if (number != 0) {
            numbers.put(uid, number);
        }
    }

    /** 0 where there is none. Forgotten once asked for. */
    long of(long uid) {
        Long number = numbers.remove(uid);
        return number == null ? 0 : number;
    }
}

package org.mailferry.mailsync;

import java.util.OptionalLong;

/** What became of one message that was handed to the target. A lost answer is no outcome: the call throws then. */
public sealed interface AppendOutcome {
    /** @param uid empty where the server does not tell it (no UIDPLUS, RFC 4315) */
    record Stored(OptionalLong uid) implements AppendOutcome {}

    /** The server does not take this message. */
    record Refused(String reason) implements AppendOutcome {}

    /** The mailbox is full; this message was not stored. */
    record OverQuota(String reason) implements AppendOutcome {}

    /**
     * Not stored, and not known to be at fault: it was refused together with others, or not sent any more after one that was refused.
     *
     * @param full for want of room in the mailbox
     */
    record Undone(String reason, boolean full) implements AppendOutcome {}
}

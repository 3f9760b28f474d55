package org.mailferry.mailsync;

/**
 * A message that a user deleted on one side, remembered over a new UIDVALIDITY.
 *
 * @param goneFrom {@code TARGET}: it is not brought there again. {@code SOURCE}: its copy stays on the target only
 */
public record Tombstone(long id, Side goneFrom, String sha256, long sizeBytes, InternalDate date) {
    /** As a line that looks for its copy. */
    MessageRecord wanted() {
        return new MessageRecord(0, java.util.OptionalLong.empty(), Outcome.INTENDED, "", sha256, sizeBytes, date, Flags.NONE, 1, 0);
    }

    MessageEntry entry() {
        return new MessageEntry(0, Flags.NONE, date, sizeBytes);
    }
}

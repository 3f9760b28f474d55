package org.mailferry.mailsync;

import java.util.OptionalLong;

/**
 * The ledger's line about one source message.
 *
 * @param targetUid present once the message is known to be on the target
 * @param reason why it was refused; empty otherwise
 * @param sha256 digest of its content; empty when the content was never read
 * @param flags the source's flags as last brought to the target
 * @param targetFloor for an intent: its copy on the target, if it came to be, has this UID or a higher one; {@link #MISSING} when it
 *     is known that there is none, {@link #LAST} when it is to be matched after all others
 * @param attempts how often its sending was begun
 * @param refusedPass the number of the pass that refused it; 0 otherwise
 */
public record MessageRecord(long sourceUid, OptionalLong targetUid, Outcome outcome, String reason, String sha256, long sizeBytes,
                            InternalDate date, Flags flags, long targetFloor, int attempts, long refusedPass) {
    static final long MISSING = 0;
    static final long LAST = -1;

    public MessageRecord {
        reason = reason.length() <= 500 ? reason : reason.substring(0, 499) + "…";
    }

    /** Refused by no pass. */
    public MessageRecord(long sourceUid, OptionalLong targetUid, Outcome outcome, String reason, String sha256, long sizeBytes,
                         InternalDate date, Flags flags, long targetFloor, int attempts) {
        this(sourceUid, targetUid, outcome, reason, sha256, sizeBytes, date, flags, targetFloor, attempts, 0);
    }

    static MessageRecord intent(Message message, long targetFloor, int attempts) {
        return new MessageRecord(message.uid(), OptionalLong.empty(), Outcome.INTENDED, "", message.content().sha256(),
            message.content().sizeBytes(), message.date(), message.flags(), targetFloor, attempts);
    }

    static MessageRecord refused(MessageEntry entry, String reason, long pass) {
        return new MessageRecord(entry.uid(), OptionalLong.empty(), Outcome.REFUSED, reason, "", entry.sizeBytes(), entry.date(),
            entry.flags(), 0, 0, pass);
    }

    /** The times stay noted, so that a later pass reads it alone. */
    static MessageRecord unread(MessageEntry entry, int times, long pass) {
        return new MessageRecord(entry.uid(), OptionalLong.empty(), Outcome.REFUSED, "The connection to the source broke off " + times
            + " times while it was read", "", entry.sizeBytes(), entry.date(), entry.flags(), 0, times, pass);
    }

    static MessageRecord leftOut(Message message) {
        return new MessageRecord(message.uid(), OptionalLong.empty(), Outcome.LEFT_OUT, "", message.content().sha256(),
            message.content().sizeBytes(), message.date(), message.flags(), 0, 0);
    }

    /** By a rule; it was not read. */
    static MessageRecord leftOut(MessageEntry entry) {
        return new MessageRecord(entry.uid(), OptionalLong.empty(), Outcome.LEFT_OUT, "by its size or age", "", entry.sizeBytes(), entry.date(),
            entry.flags(), 0, 0);
    }

    MessageEntry entry() {
        return new MessageEntry(sourceUid, flags, date, sizeBytes);
    }

    MessageRecord onTarget(Outcome how, OptionalLong uid) {
        return new MessageRecord(sourceUid, uid, how, "", sha256, sizeBytes, date, flags, 0, attempts);
    }

    /** The server said no; it may be asked again. */
    MessageRecord refused(String why, long pass) {
        return new MessageRecord(sourceUid, OptionalLong.empty(), Outcome.REFUSED, why, sha256, sizeBytes, date, flags, 0, 0, pass);
    }

    /** Its attempts are used up for this pass. They stay noted, so that a later one sends it alone. */
    MessageRecord givenUp(long pass) {
        return new MessageRecord(sourceUid, OptionalLong.empty(), Outcome.REFUSED, "The connection broke off " + attempts
            + " times while it was sent", sha256, sizeBytes, date, flags, 0, attempts, pass);
    }

    /** It is not on the target, and is to be sent. */
    MessageRecord missing() {
        return new MessageRecord(sourceUid, OptionalLong.empty(), Outcome.INTENDED, reason, sha256, sizeBytes, date, flags, MISSING, attempts);
    }

    /** The target holds its content with another date; whoever has that date comes first. */
    MessageRecord last() {
        return new MessageRecord(sourceUid, OptionalLong.empty(), Outcome.INTENDED, reason, sha256, sizeBytes, date, flags, LAST, attempts);
    }

    MessageRecord expunged() {
        return new MessageRecord(sourceUid, targetUid, Outcome.EXPUNGED, reason, sha256, sizeBytes, date, flags, 0, attempts);
    }

    /** Its copy left the target by a user's hand, and does not come back there. */
    MessageRecord gone() {
        return new MessageRecord(sourceUid, OptionalLong.empty(), Outcome.TARGET_GONE, "", sha256, sizeBytes, date, flags, 0, 0);
    }

    /** The same message after it got another UID on that side. */
    MessageRecord under(Side side, long uid) {
        return new MessageRecord(side == Side.SOURCE ? uid : sourceUid, side == Side.SOURCE ? targetUid : OptionalLong.of(uid), outcome, reason, sha256,
            sizeBytes, date, flags, targetFloor, attempts);
    }

    /** It is on the target only, under that UID, and stays so. A source UID that no server gives keeps its place among the lines. */
    MessageRecord alone(long uid) {
        return new MessageRecord(-uid, OptionalLong.of(uid), Outcome.EXPUNGED, "", sha256, sizeBytes, date, flags, 0, 0);
    }

    MessageRecord withoutTarget() {
        return new MessageRecord(sourceUid, OptionalLong.empty(), outcome, reason, sha256, sizeBytes, date, flags, 0, attempts);
    }

    MessageRecord withFlags(Flags now) {
        return new MessageRecord(sourceUid, targetUid, outcome, reason, sha256, sizeBytes, date, now, targetFloor, attempts, refusedPass);
    }

    /** The sending does not count against it: the server had no room or no time, whatever the message. */
    MessageRecord unsent() {
        return new MessageRecord(sourceUid, targetUid, outcome, reason, sha256, sizeBytes, date, flags, targetFloor, attempts - 1);
    }

    /** Known on the source, and kept away from the target. */
    public boolean isAway() {
        return outcome == Outcome.TARGET_GONE || isOnTarget() && targetUid.isEmpty();
    }

    /** It left the source, and its copy is still on the target. */
    public boolean isLeftBehind() {
        return outcome == Outcome.EXPUNGED && targetUid.isPresent();
    }

    public boolean isOnTarget() {
        return outcome == Outcome.COPIED || outcome == Outcome.ALREADY_THERE;
    }
}

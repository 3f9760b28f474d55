package org.mailferry.mailsync;

/**
 * A message on the target that is no copy of ours, as the ledger keeps it.
 *
 * @param epochSecond of its INTERNALDATE
 * @param sha256 digest of its content; empty until it was read, {@link #UNREADABLE} when the target does not give it
 */
public record ForeignMessage(long uid, long sizeBytes, long epochSecond, String sha256) {
    public static final String UNREADABLE = "-";

    static ForeignMessage unread(MessageEntry entry) {
        return new ForeignMessage(entry.uid(), entry.sizeBytes(), entry.date().instant().getEpochSecond(), "");
    }

    boolean isLikeIn(long size, InternalDate date) {
        return sizeBytes == size || isDated(date);
    }

    boolean isDated(InternalDate date) {
        return epochSecond == date.instant().getEpochSecond();
    }
}

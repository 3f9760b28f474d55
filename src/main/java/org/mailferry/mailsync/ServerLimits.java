package org.mailferry.mailsync;

/**
 * What a server may be asked to bear by all mailboxes and nodes together. 0 stands for no limit.
 *
 * @param countedBy whom the server means where it speaks of no user, and for {@code SERVICE} (Exchange) where it does
 * @param connections at once
 * @param connectionsPerLogin at once for one login, whichever the server counts by
 * @param bytesPerSecond read and stored together
 * @param messagesPerSecond read and stored together
 * @param downloadBytesPerDay read from one mailbox in any 24 hours
 * @param uploadBytesPerDay stored into one mailbox in any 24 hours
 */
public record ServerLimits(LimitScope countedBy, int connections, int connectionsPerLogin, long bytesPerSecond, int messagesPerSecond,
                           long downloadBytesPerDay, long uploadBytesPerDay) {
    public static final ServerLimits NONE = new ServerLimits(LimitScope.SERVER, 0, 0, 0, 0, 0, 0);

    public ServerLimits {
        if (connections < 0 || connectionsPerLogin < 0 || bytesPerSecond < 0 || messagesPerSecond < 0 || downloadBytesPerDay < 0 || uploadBytesPerDay < 0) {
            throw new IllegalArgumentException("A limit of a server is 0 or more");
        }
    }

    /** The stricter of both in everything. */
    public ServerLimits and(ServerLimits other) {
        return new ServerLimits(countedBy == LimitScope.SERVER ? other.countedBy : countedBy, (int) lower(connections, other.connections),
            (int) lower(connectionsPerLogin, other.connectionsPerLogin), lower(bytesPerSecond, other.bytesPerSecond),
            (int) lower(messagesPerSecond, other.messagesPerSecond), lower(downloadBytesPerDay, other.downloadBytesPerDay),
            lower(uploadBytesPerDay, other.uploadBytesPerDay));
    }

    /** Batches must ask before they are sent. */
    boolean boundRate() {
        return bytesPerSecond > 0 || messagesPerSecond > 0 || downloadBytesPerDay > 0 || uploadBytesPerDay > 0;
    }

    static long lower(long one, long other) {
        return one == 0 ? other : other == 0 ? one : Math.min(one, other);
    }
}

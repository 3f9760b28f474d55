package org.mailferry.reconcile;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.InternalDate;

/**
 * What one server's folder was seen to hold, ascending by UID, in arrays: about 70 bytes a message, so that half a million of them
 * fit anywhere.
 */
final class Side {
    static final int DIGEST_BYTES = 32;
    /** The server told no date. It equals nothing, not even itself. */
    static final long NO_DATE = Long.MIN_VALUE;
    private static final HexFormat HEX = HexFormat.of();

    private final long uidValidity;
    private final FlagsPool pool;
    private final BitSet unreadable = new BitSet();
    private long[] uids = new long[16];
    private long[] seconds = new long[16];
    private long[] sizes = new long[16];
    private long[] messageIds = new long[16];
    private int[] flags = new int[16];
    private byte[] digests = new byte[16 * DIGEST_BYTES];
    private int count;

    Side(long uidValidity, FlagsPool pool) {
        this.uidValidity = uidValidity;
        this.pool = pool;
    }

    /**
     * @param sha256 empty when the server does not give the content
     * @param messageId a number for its Message-ID, 0 for none
     */
    void add(long uid, String sha256, long epochSecond, Flags its, long sizeBytes, long messageId) {
        if (uid <= lastUid()) {
            throw new IllegalArgumentException("UID " + uid + " does not follow UID " + lastUid());
        }
        grow();
        uids[count] = uid;
        seconds[count] = epochSecond;
        sizes[count] = sizeBytes;
        messageIds[count] = messageId;
        flags[count] = pool.number(its);
        if (sha256.isEmpty()) {
            unreadable.set(count);
        } else {
            byte[] digest = HEX.parseHex(sha256);
            if (digest.length != DIGEST_BYTES) {
                throw new IllegalArgumentException("Not a SHA-256: " + sha256);
            }
            System.arraycopy(digest, 0, digests, count * DIGEST_BYTES, DIGEST_BYTES);
        }
        count++;
    }

    private void grow() {
        if (count < uids.length) {
            return;
        }
        int longer = uids.length + uids.length / 2;
        uids = Arrays.copyOf(uids, longer);
        seconds = Arrays.copyOf(seconds, longer);
        sizes = Arrays.copyOf(sizes, longer);
        messageIds = Arrays.copyOf(messageIds, longer);
        flags = Arrays.copyOf(flags, longer);
        digests = Arrays.copyOf(digests, Math.multiplyExact(longer, DIGEST_BYTES));
    }

    static long epochSecond(InternalDate date) {
        Instant instant = date.instant();
        return instant.equals(Instant.EPOCH) ? NO_DATE : instant.getEpochSecond();
    }

    long uidValidity() {
        return uidValidity;
    }

    int count() {
        return count;
    }

    /** 0 while it is empty. */
    long lastUid() {
        return count == 0 ? 0 : uids[count - 1];
    }

    long uid(int index) {
        return uids[index];
    }

    long epochSecond(int index) {
        return seconds[index];
    }

    String date(int index) {
        return seconds[index] == NO_DATE ? "no date" : Instant.ofEpochSecond(seconds[index]).toString();
    }

    long sizeBytes(int index) {
        return sizes[index];
    }

    long messageId(int index) {
        return messageIds[index];
    }

    int flagsNumber(int index) {
        return flags[index];
    }

    Flags flags(int index) {
        return pool.get(flags[index]);
    }

    /** Its content is known by its digest. */
    boolean isRead(int index) {
        return !unreadable.get(index);
    }

    String sha256(int index) {
        return isRead(index) ? HEX.formatHex(digests, index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES) : "";
    }

    boolean sameContent(int index, Side other, int otherIndex) {
        return isRead(index) && other.isRead(otherIndex) && Arrays.equals(digests, index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES,
            other.digests, otherIndex * DIGEST_BYTES, (otherIndex + 1) * DIGEST_BYTES);
    }

    /** Spreads evenly: a digest is as good as random. */
    int hash(int index) {
        int from = index * DIGEST_BYTES;
        return digests[from] << 24 | (digests[from + 1] & 0xff) << 16 | (digests[from + 2] & 0xff) << 8 | digests[from + 3] & 0xff;
    }

    /** Negative when there is no such UID. */
    int indexOf(long uid) {
        return Arrays.binarySearch(uids, 0, count, uid);
    }
}

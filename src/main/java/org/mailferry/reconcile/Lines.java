package org.mailferry.reconcile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;
import org.mailferry.mailsync.SyncLedger;

/** What the ledger says about a folder's messages, ascending by source UID, in arrays. It explains differences and proves nothing. */
final class Lines {
    /** No line has that index. */
    static final int NONE = -1;
    private static final int AT_ONCE = 5_000;
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final FlagsPool pool;
    private final Map<Long, String> words = new HashMap<>();
    private final Map<String, String> sameWords = new HashMap<>();
    private long[] sourceUids = new long[16];
    private long[] targetUids = new long[16];
    private int[] flags = new int[16];
    private byte[] outcomes = new byte[16];
    private int count;

    Lines(FlagsPool pool) {
        this.pool = pool;
    }

    /** All lines of a folder. */
    static Lines of(SyncLedger ledger, FolderRecord folder, FlagsPool pool) {
        Lines lines = new Lines(pool);
        List<MessageRecord> next = ledger.messagesAfter(folder.id(), Long.MIN_VALUE, AT_ONCE);
        while (!next.isEmpty()) {
            next.forEach(lines::add);
            next = ledger.messagesAfter(folder.id(), lines.lastSourceUid(), AT_ONCE);
        }
        return lines;
    }

    void add(MessageRecord line) {
        if (count == sourceUids.length) {
            int longer = count + count / 2;
            sourceUids = Arrays.copyOf(sourceUids, longer);
            targetUids = Arrays.copyOf(targetUids, longer);
            flags = Arrays.copyOf(flags, longer);
            outcomes = Arrays.copyOf(outcomes, longer);
        }
        sourceUids[count] = line.sourceUid();
        targetUids[count] = line.targetUid().orElse(0);
        flags[count] = pool.number(line.flags());
        outcomes[count] = (byte) line.outcome().ordinal();
        count++;
        if (line.outcome() == Outcome.REFUSED) {
            words.put(line.sourceUid(), sameWords.computeIfAbsent(line.reason(), reason -> reason));
        } else if (line.outcome() == Outcome.LEFT_OUT) {
            words.put(line.sourceUid(), line.sha256());
        }
    }

    private long lastSourceUid() {
        return count == 0 ? 0 : sourceUids[count - 1];
    }

    int of(long sourceUid) {
        int index = Arrays.binarySearch(sourceUids, 0, count, sourceUid);
        return index < 0 ? NONE : index;
    }

    Outcome outcome(int line) {
        return OUTCOMES[outcomes[line]];
    }

    boolean is(int line, Outcome outcome) {
        return line != NONE && outcomes[line] == outcome.ordinal();
    }

    /** 0 while it is not known to be on the target. */
    long targetUid(int line) {
        return line == NONE ? 0 : targetUids[line];
    }

    Flags flags(int line) {
        return pool.get(flags[line]);
    }

    String reason(int line) {
        return words.getOrDefault(sourceUids[line], "");
    }

    /** It is the very probe of ours that was left out, by its content. */
    boolean leftOut(int line, String sha256) {
        return is(line, Outcome.LEFT_OUT) && sha256.equals(words.get(sourceUids[line]));
    }

    /** The target UIDs of all copies, ascending. */
    long[] copies() {
        return Arrays.stream(targetUids, 0, count).filter(uid -> uid != 0).sorted().toArray();
    }
}

package org.mailferry.mailsync;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The ledger's part about messages on the target that are none of ours. A line goes with the commit that records its UID as one of our
 * copies, so each is given away once.
 */
public interface ForeignLedger {
    /** Saves the folder, whose {@code targetUidNext} says how far the target is known now, and adds these. */
    void addForeign(Lease lease, FolderRecord folder, Collection<ForeignMessage> found);

    /** Not read yet, from that UID on, and of one of these sizes or dates; ascending, so many at most. */
    List<ForeignMessage> foreignUnread(long folderId, long fromUid, Collection<Long> sizes, Collection<Long> epochSeconds, int limit);

    /** From that UID on, with one of these contents, ascending. So many at most of each content, those of one of these dates first. */
    List<ForeignMessage> foreignAlike(long folderId, long fromUid, Map<String, Integer> limits, Collection<Long> epochSeconds);

    /** From that UID on, with one of these dates, ascending, so many at most. */
    List<ForeignMessage> foreignDated(long folderId, long fromUid, Collection<Long> epochSeconds, int limit);

    void foreignRead(Lease lease, long folderId, Map<Long, String> digests);

    /** They are no longer on the target. */
    void foreignGone(Lease lease, long folderId, Collection<Long> targetUids);
}

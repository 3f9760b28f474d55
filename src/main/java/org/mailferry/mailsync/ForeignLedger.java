package org.mailferry.mailsync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ledger's part about messages on the target that are none of ours. A line goes with the commit that records its UID as one of our
 * copies, so each is given away once.
 */
public interface ForeignLedger {
    /** Saves the folder, whose {@code targetUidNext} says how far the target is known now, and adds these. */
    void addForeign(Lease lease, FolderRecord folder, Collection<ForeignMessage> found);

    long foreignCount(long folderId);

    /** So many at most of those not read yet, from that UID on, and of one of these sizes or dates; ascending, and not always the first. */
    List<ForeignMessage> foreignUnread(long folderId, long fromUid, Collection<Long> sizes, Collection<Long> epochSeconds, int limit);

    /**
     * From that UID on, with one of these contents, ascending. Of a content with more than its limit some are left out, but neither one of each of its
     * dates nor another content.
     */
    List<ForeignMessage> foreignAlike(long folderId, long fromUid, Map<String, Integer> limits, Map<String, Set<Long>> dates);

    /** From that UID on, with one of these dates, ascending, so many at most. */
    List<ForeignMessage> foreignDated(long folderId, long fromUid, Collection<Long> epochSeconds, int limit);

    void foreignRead(Lease lease, long folderId, Map<Long, String> digests);

    /** They are no longer on the target. */
    void foreignGone(Lease lease, long folderId, Collection<Long> targetUids);
}

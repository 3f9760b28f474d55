package org.mailferry.mailsync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.mailferry.kernel.MailboxId;

/**
 * What the ledger keeps besides while both servers are in use. It commits on its own and behind the lease's fence, like
 * {@link SyncLedger}, whose forward lines are the links between the two sides.
 */
public interface TwoWayLedger {
    Bookmark bookmark(FolderRecord folder);

    /** How many messages the ledger holds to be on both sides. */
    long linked(long folderId);

    /** Lines by their UIDs on the target. */
    List<MessageRecord> byTarget(long folderId, Collection<Long> targetUids);

    /** By source UID, what the target's copies were last seen to hold; those never looked at are missing. */
    Map<Long, Flags> targetFlags(long folderId, Collection<Long> sourceUids);

    List<Arrival> arrivals(MailboxId mailbox);

    /** Those that are not over; and the stops that a person did not lift. */
    List<TwoWayRequest> openRequests(MailboxId mailbox);

    /** All of it in one commit. */
    void commit(Lease lease, TwoWayChange change);
}

package org.mailferry.calendarsync;

import java.util.Optional;

/** What became of one item's writing. */
public sealed interface WriteResult {
    /** Stored. The server may have written it in its own words. */
    record Written(ItemVersion version) implements WriteResult {}

    /** Not stored: the place of this item is taken by an item with the same UID, perhaps from a call whose answer was lost. */
    record AlreadyThere(ItemVersion version) implements WriteResult {}

    /**
     * Not stored: another item, in this calendar or for meetings in any of the mailbox, has this UID or one that the server takes for equal;
     * its id where the server tells.
     */
    record UidTaken(Optional<String> id) implements WriteResult {}

    /** Not stored or deleted: the item is no longer the version that was named. */
    record ChangedMeanwhile() implements WriteResult {}

    /** The item is not there (any more). */
    record Gone() implements WriteResult {}

    /** Not stored or deleted, and asking again changes nothing. {@code why} is for the evidence. */
    record Refused(String why) implements WriteResult {}
}

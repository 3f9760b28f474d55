package org.mailferry.calendarsync;

/**
 * An item on one side as it was when both sides agreed.
 *
 * @param uid on this side; the other side's differs where two items of one calendar had the same
 * @param hash of what it says, {@link NormalisedItem}
 */
public record LinkEnd(ItemVersion version, String uid, String hash) {}

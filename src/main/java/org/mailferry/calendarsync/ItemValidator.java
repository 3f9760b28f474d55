package org.mailferry.calendarsync;

import java.util.Optional;

/** Reads an item as a calendar program would. */
public interface ItemValidator {
    /** Why programs would stumble over the item, in a sentence; empty when it is sound. Never throws. */
    Optional<String> fault(ContentLines item);
}

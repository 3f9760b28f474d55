package org.mailferry.mailsync;

/**
 * A line of a folder's listing.
 *
 * @param sizeBytes what the server says ({@code RFC822.SIZE}); Exchange only estimates it, so it is never proof of anything
 */
public record MessageEntry(long uid, Flags flags, InternalDate date, long sizeBytes) {}

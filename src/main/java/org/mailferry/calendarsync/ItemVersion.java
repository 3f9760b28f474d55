package org.mailferry.calendarsync;

/**
 * One state of one item: {@code id} is the item's (href, ItemId), {@code tag} changes with its content (ETag, ChangeKey). Both are the
 * server's and compared byte for byte.
 */
public record ItemVersion(String id, String tag) {}

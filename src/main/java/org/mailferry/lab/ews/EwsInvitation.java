package org.mailferry.lab.ews;

/**
 * A request that would have sent mail to somebody.
 *
 * @param operation such as {@code CreateItem}
 * @param mailbox for whom it was made
 * @param subject of the item
 * @param mode what the request asked for, such as {@code SendToAllAndSaveCopy}
 * @param recipients how many people the item has
 */
public record EwsInvitation(String operation, String mailbox, String subject, String mode, int recipients) {}

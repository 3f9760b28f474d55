package org.mailferry.lab.ews;

/**
 * A request that reached the server with a login.
 *
 * @param operation such as {@code GetItem}
 * @param login who logged in
 * @param mailbox for whom, empty when nobody was found
 * @param targets how many items or folders it named
 * @param bytes of its body
 */
public record EwsCall(String operation, String login, String mailbox, int targets, int bytes) {}

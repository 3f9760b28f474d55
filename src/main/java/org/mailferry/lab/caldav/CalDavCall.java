package org.mailferry.lab.caldav;

/**
 * A request as it was answered.
 *
 * @param login empty when nobody was logged in
 */
public record CalDavCall(String method, String path, String login, int status) {}

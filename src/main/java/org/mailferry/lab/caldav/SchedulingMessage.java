package org.mailferry.lab.caldav;

/**
 * What the server tells somebody because a meeting was stored, changed or deleted.
 *
 * @param method of iTIP: {@code REQUEST}, {@code CANCEL} or {@code REPLY}
 * @param calendar the meeting
 */
public record SchedulingMessage(String method, String sender, String recipient, String uid, String calendar) {}

package org.mailferry.mailflow;

/**
 * The announcement of one task to one group or person.
 *
 * @param id given by the outbox
 * @param recipient a group id or a user id
 * @param plan the plan's name, empty when the task belongs to none
 * @param subject the wave, mailbox or window it is about; may be empty
 * @param attempts how often it was tried, this time included
 */
public record TaskMail(long id, String taskId, String taskName, Kind kind, String recipient, String plan, String subject, int attempts) {
    public enum Kind { GROUP, PERSON }
}

package org.mailferry.calendarsync;

/**
 * Somebody at a meeting, as EWS names him.
 *
 * @param address as the server gave it: an SMTP address, an X.500 one such as {@code /O=CORP/CN=IVANOV}, or nothing
 * @param routing what kind of address that is, such as {@code SMTP} or {@code EX}; may be empty
 */
public record ExchangeAttendee(String name, String address, String routing, Kind kind, Role role, Response response) {
    /** EWS's MailboxType, as far as it makes a difference. */
    public enum Kind { MAILBOX, GROUP, OTHER }

    public enum Role { ORGANIZER, REQUIRED, OPTIONAL, RESOURCE }

    /** EWS's ResponseType. */
    public enum Response { UNKNOWN, ORGANIZER, TENTATIVE, ACCEPTED, DECLINED, NO_RESPONSE }
}

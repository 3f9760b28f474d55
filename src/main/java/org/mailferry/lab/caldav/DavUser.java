package org.mailferry.lab.caldav;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mailferry.kernel.Secret;

/** A person with a calendar home. */
final class DavUser {
    final String login;
    final String address;
    final Map<String, DavCalendar> calendars = new LinkedHashMap<>();
    Secret password;
    boolean blocked;

    DavUser(String login, String address, Secret password) {
        this.login = login;
        this.address = address;
        this.password = password;
    }

    boolean is(String mailbox) {
        return address.equalsIgnoreCase(mailbox);
    }
}

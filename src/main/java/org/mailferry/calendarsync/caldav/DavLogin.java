package org.mailferry.calendarsync.caldav;

import java.nio.charset.StandardCharsets;
import okhttp3.Credentials;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;

/** What proves who we are. */
record DavLogin(String login, Secret password, Secret authorization) {
    static DavLogin of(CalendarAccount account, Secret password) {
        String header = switch (account.scheme()) {
            case BASIC -> Credentials.basic(account.login(), password.reveal(), StandardCharsets.UTF_8);
            case BEARER -> "Bearer " + password.reveal();
            case NTLM -> throw MigrationException.permanent("A CalDAV server is not logged in to by NTLM: the calendars of " + account.mailbox()
                + " need BASIC or BEARER");
        };
        return new DavLogin(account.login(), password, Secret.of(header));
    }

    /** A server's words without what it may repeat of ours. */
    String hide(String words) {
        String header = authorization.reveal().substring(authorization.reveal().indexOf(' ') + 1);
        return words.replace(header, "•••").replace(password.reveal(), "•••");
    }
}

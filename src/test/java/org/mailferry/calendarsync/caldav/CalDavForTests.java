package org.mailferry.calendarsync.caldav;

import java.util.Optional;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarStores;
import org.mailferry.kernel.Secrets;
import org.mailferry.realserver.CalendarServer;

/** Opens the package's one door for tests of other packages. */
public final class CalDavForTests {
    private CalDavForTests() {}

    public static CalendarStores stores() {
        return RealCalendars.stores();
    }

    public static CalendarStores stores(String password) {
        return RealCalendars.stores(password);
    }

    /** Of the same user on a server at that address. */
    public static CalendarAccount account(String url) {
        return RealCalendars.account(url);
    }

    public static CalendarStores stores(Secrets secrets) {
        return new CalDavStores(RealCalendars.http(), secrets, RealCalendars.NO_DNS, Optional.empty());
    }

    public static CalendarAccount account(CalendarServer server) {
        return RealCalendars.account(server.url());
    }
}

package org.mailferry.calendarsync.caldav;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.CalendarStoreContract;
import org.mailferry.realserver.CalendarServer;

class RadicaleCalendarStoreTest extends CalendarStoreContract {
    private static CalendarServer server;
    private static CalendarStore store;

    @BeforeAll static void start() {
        server = CalendarServer.radicale();
        store = RealCalendars.open(server);
    }

    @AfterAll static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override protected CalendarStore store() {
        return store;
    }

    @Override protected void putByAnotherProgram(String id, String text) {
        RealCalendars.put(server, id, text);
    }
}

package org.mailferry.calendarsync.caldav;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.CalendarStoreContract;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.kernel.Secret;
import org.mailferry.lab.caldav.CalDavSimulator;
import org.mailferry.realserver.CalendarServer;

/** The lab's calendar server holds to what real ones hold to. */
class LabCalendarStoreTest extends CalendarStoreContract {
    private final CalDavSimulator server = CalDavSimulator.start();
    private final List<String> expected = new ArrayList<>();
    private CalendarStore store;

    @BeforeEach void start() {
        server.account(CalendarServer.USER, Secret.of(CalendarServer.PASSWORD));
        store = RealCalendars.stores().open(RealCalendars.account(server.url()));
    }

    /** The server has to tell of a meeting of another program; of ours it tells nobody. */
    @AfterEach void onlyTheOtherProgramsMeetingIsTold() {
        server.close();
        assertThat(server.messages()).extracting(message -> message.method() + " " + message.recipient()).isEqualTo(expected);
    }

    @Override protected CalendarStore store() {
        return store;
    }

    @Override protected void putByAnotherProgram(String id, String text) {
        ContentLines.parse(text).named("ATTENDEE").forEach(line -> expected.add("REQUEST " + line.value().substring("mailto:".length())));
        RealCalendars.put(server.url(), CalendarServer.PASSWORD, id, text);
    }
}

package org.mailferry.calendarsync.caldav;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.CalendarStoreContract;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;
import org.mailferry.realserver.CalendarServer;
import org.mailferry.realserver.CyrusServer;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.ImapTalk;

/** Cyrus sends invitations for what other programs store, and none for what we do. */
class CyrusCalendarStoreTest extends CalendarStoreContract {
    private static CyrusServer server;
    private static CalendarStore store;

    @BeforeAll static void start() {
        server = CyrusServer.startWithCalendars();
        try (ImapTalk talk = new ImapTalk(server.port(), CalendarServer.USER, DovecotServer.USER_PASSWORD)) {
            talk.ok("SELECT INBOX");
        }
        store = RealCalendars.stores(DovecotServer.USER_PASSWORD).open(RealCalendars.account(server.calendarUrl()));
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
        RealCalendars.put(server.calendarUrl(), DovecotServer.USER_PASSWORD, id, text);
    }

    @Test void whatOtherProgramsDoIsMailedToPeople() {
        CalendarCollection calendar = calendar();
        putByAnotherProgram(calendar.id() + "loud.ics", meeting("loud"));
        assertThat(mailed()).contains("METHOD:REQUEST").contains(own("loud"));
    }

    @Test void ourMeetingsAreMailedToNobody() {
        CalendarCollection calendar = calendar();
        ItemVersion stored = written(store.create(calendar, quiet("quiet")));
        ItemVersion moved = written(store.replace(calendar, stored, SilentItem.silence(ContentLines.parse(meeting("quiet").replace("T0700", "T0730")))));
        assertThat(store.delete(calendar, moved)).isInstanceOf(WriteResult.Gone.class);
        assertThat(mailed()).doesNotContain(own("quiet"));
    }

    @Test void theOrganiserHearsNothingOfACopyThatIsStoredAndDeleted() {
        CalendarCollection calendar = calendar();
        String copy = text("copy", "SUMMARY:x\r\nORGANIZER:mailto:chef@elsewhere.test\r\nATTENDEE:mailto:chef@elsewhere.test\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:"
            + CalendarServer.USER).replace("20260901", "20280901");
        ItemVersion stored = written(store.create(calendar, SilentItem.silence(ContentLines.parse(copy))));
        assertThat(store.delete(calendar, stored)).isInstanceOf(WriteResult.Gone.class);
        assertThat(mailed()).doesNotContain(own("copy"));
    }

    /** The reason for the refusals: whoever makes a served meeting silent has it cancelled. */
    @Test void silencingAServedMeetingCancelsItSoWeDoNot() {
        CalendarCollection calendar = calendar();
        putByAnotherProgram(calendar.id() + "served.ics", meeting("served"));
        ItemVersion served = store.changes(calendar, Optional.empty()).changed().get(0);
        assertThat(store.replace(calendar, served, quiet("served"))).isInstanceOf(WriteResult.Refused.class);
        assertThat(store.delete(calendar, served)).isInstanceOf(WriteResult.Refused.class);
        assertThat(cancellations(mailed(), "served")).isZero();
        putByAnotherProgram(served.id(), quiet("served").lines().text());
        assertThat(cancellations(mailed(), "served")).isOne();
    }

    @Test void aMeetingThatIsInAnotherCalendarIsNamed() {
        CalendarCollection one = calendar();
        CalendarCollection two = store.create(NewCalendar.ofEvents(own("two"), "Two"));
        ItemVersion stored = written(store.create(one, quiet("both")));
        assertThat(store.create(two, quiet("both"))).isEqualTo(new WriteResult.UidTaken(Optional.of(stored.id())));
    }

    /** All that was mailed so far, after a meeting that certainly is. */
    private String mailed() {
        CalendarCollection calendar = store.create(NewCalendar.ofEvents("sentinel", "Sentinel"));
        String uid = "sentinel" + UUID.randomUUID();
        putByAnotherProgram(calendar.id() + uid + ".ics", meeting(uid));
        return server.invitationsUntil("UID:" + own(uid));
    }

    private long cancellations(String mailed, String uid) {
        return Arrays.stream(mailed.split("-c IMIP")).filter(mail -> mail.contains("METHOD:CANCEL") && mail.contains("UID:" + own(uid))).count();
    }

    private SilentItem quiet(String uid) {
        return SilentItem.silence(ContentLines.parse(meeting(uid)));
    }

    /** In a year to come, because nobody is invited to what is over. */
    private String meeting(String uid) {
        return text(uid, "SUMMARY:x\r\nORGANIZER:mailto:" + CalendarServer.USER + "\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:" + CalendarServer.USER
            + "\r\nATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:petrov@elsewhere.test").replace("20260901", "20280901");
    }
}

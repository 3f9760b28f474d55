package org.mailferry.calendarsync.caldav;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarItem;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.CalendarStores;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ItemHandover;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.calendarsync.ProbePair;
import org.mailferry.calendarsync.ProbeRound;
import org.mailferry.calendarsync.ScheduleHandover;
import org.mailferry.calendarsync.ServedItem;
import org.mailferry.calendarsync.SilenceProbe;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.SecretReference;
import org.mailferry.realserver.CalendarServer;
import org.mailferry.realserver.CyrusServer;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.ImapTalk;

/** The probe on a server that schedules, and what it says of one that does not know how to be silent. */
class SilenceProbeTest {
    private static final String DECOY = "user2@corp.test";
    private static CyrusServer server;
    private static CalendarStores stores;

    private final String probeId = UUID.randomUUID().toString();

    @BeforeAll static void start() {
        server = CyrusServer.startWithCalendars();
        for (String user : List.of(CalendarServer.USER, DECOY)) {
            try (ImapTalk talk = new ImapTalk(server.port(), user, DovecotServer.USER_PASSWORD)) {
                talk.ok("SELECT INBOX");
            }
        }
        stores = RealCalendars.stores(DovecotServer.USER_PASSWORD);
    }

    @AfterAll static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test void nobodyHearsOfWhatWeWriteChangeCancelAndDelete() {
        ProbeRound round = new SilenceProbe(stores, Clock.systemUTC()).write(inside(), probeId);
        ProbeRound outside = new SilenceProbe(stores, Clock.systemUTC()).write(outside(), probeId + "-out");
        assertThat(round).isEqualTo(new ProbeRound(List.of(), List.of()));
        assertThat(outside.problems()).isEmpty();
        assertThat(mailed()).doesNotContain("UID:mailferry-silence-" + probeId);
        assertThat(new SilenceProbe(stores, Clock.systemUTC()).invitations(inside(), probeId)).isEmpty();
    }

    /** Removing the mark is a change like any other for a server that is not asked to be quiet: it invites, and answers invitations. */
    @Test void takingTheMarkAwayTellsPeopleUnlessTheServerIsAskedNotTo() {
        CalendarStore store = stores.open(inside().probe());
        CalendarCollection calendar = store.create(NewCalendar.ofEvents("marks", "Marks"));
        store.create(calendar, SilentItem.silence(ContentLines.parse(meeting("told" + probeId))));
        store.create(calendar, SilentItem.silence(ContentLines.parse(meeting("untold" + probeId))));
        CalendarItem told = store.withUid(calendar, "told" + probeId).get(0);
        RealCalendars.put(server.calendarUrl(), DovecotServer.USER_PASSWORD, told.version().id(), ServedItem.of(told).orElseThrow().lines().text());
        CalendarItem untold = store.withUid(calendar, "untold" + probeId).get(0);
        assertThat(((ScheduleHandover) store).handOver(calendar, untold.version(), ServedItem.of(untold).orElseThrow())).isInstanceOf(WriteResult.Written.class);
        assertThat(mailed()).contains("UID:told" + probeId).doesNotContain("UID:untold" + probeId);
    }

    @Test void whatIsHandedOverInvitesAgainWhenItsOwnerChangesIt() {
        CalendarStore store = stores.open(inside().probe());
        CalendarCollection calendar = store.create(NewCalendar.ofEvents("marks", "Marks"));
        store.create(calendar, SilentItem.silence(ContentLines.parse(meeting("moved" + probeId))));
        ItemHandover.Result result = new ItemHandover(stores, Clock.systemUTC()).slice(inside().probe(), "", anybody -> true, Duration.ofMinutes(1));
        assertThat(result.done()).isTrue();
        assertThat(result.handedOver()).isPositive();
        assertThat(mailed()).doesNotContain("UID:moved" + probeId);
        CalendarItem stored = store.withUid(calendar, "moved" + probeId).get(0);
        assertThat(ServedItem.of(stored)).as("nothing is marked any more").isEmpty();
        RealCalendars.put(server.calendarUrl(), DovecotServer.USER_PASSWORD, stored.version().id(), stored.lines().text().replace("T070000Z", "T073000Z"));
        assertThat(mailed()).contains("UID:moved" + probeId);
    }

    @Test void aServerThatObeysIsSilentWhenTheProbeHandsOver() {
        ProbeRound round = new SilenceProbe(stores, Clock.systemUTC()).handOver(outside(), probeId);
        assertThat(round).isEqualTo(new ProbeRound(List.of(), List.of()));
        assertThat(mailed()).doesNotContain("mailferry-silence-" + probeId);
    }

    /** The next round must not be stopped by what a loud one had to leave behind. */
    @Test void whatALoudRoundLeftIsNotTheNextRoundsFault() {
        new SilenceProbe(deaf(), Clock.systemUTC()).write(outside(), probeId);
        assertThat(new SilenceProbe(stores, Clock.systemUTC()).write(inside(), "next" + probeId).problems()).isEmpty();
    }

    @Test void radicaleTakesTheWholeRoundAndKeepsNothing() {
        try (CalendarServer radicale = CalendarServer.radicale()) {
            CalendarStores here = RealCalendars.stores();
            ProbePair pair = new ProbePair(RealCalendars.account(radicale.url()), account(DECOY, DECOY, radicale.url()));
            assertThat(new SilenceProbe(here, Clock.systemUTC()).write(pair, probeId)).isEqualTo(new ProbeRound(List.of(), List.of()));
            CalendarStore store = here.open(pair.probe());
            assertThat(store.calendars()).singleElement().satisfies(calendar -> assertThat(store.changes(calendar, Optional.empty()).changed()).isEmpty());
        }
    }

    @Test void whatAServerPutsIntoTheCalendarsOfTheDecoyIsHeard() {
        CalendarStore decoy = stores.open(inside().decoy());
        CalendarCollection calendar = decoy.calendars().get(0);
        String uid = "mailferry-silence-" + probeId + "-1";
        decoy.create(calendar, SilentItem.require(ContentLines.parse(meeting(uid).replaceAll("(ORGANIZER|ATTENDEE).*\r\n", ""))));
        SilenceProbe probe = new SilenceProbe(stores, Clock.systemUTC());
        assertThat(probe.invitations(inside(), probeId)).containsExactly("the decoy's calendar '" + calendar.name() + "' was given the meeting " + uid);
        assertThat(probe.write(inside(), probeId).heard()).hasSize(1);
        assertThat(probe.invitations(inside(), "another" + probeId)).isEmpty();
    }

    @Test void aServerThatIgnoresTheMarkIsHeardByMail() {
        ProbeRound round = new SilenceProbe(deaf(), Clock.systemUTC()).write(outside(), probeId);
        assertThat(round.problems()).hasSize(3).allMatch(problem -> problem.contains("was not deleted"));
        assertThat(mailed()).contains("UID:mailferry-silence-" + probeId + "-0", "UID:mailferry-silence-" + probeId + "-1");
    }

    private static CalendarStores deaf() {
        return new DeafStores(stores, server.calendarUrl(), DovecotServer.USER_PASSWORD);
    }

    private static ProbePair inside() {
        return new ProbePair(account(CalendarServer.USER, CalendarServer.USER), account(DECOY, DECOY));
    }

    /** The decoy's address is not the server's, so that it must send mail; the calendars looked at are those of the other user. */
    private static ProbePair outside() {
        return new ProbePair(account(CalendarServer.USER, CalendarServer.USER), account("decoy@elsewhere.test", DECOY));
    }

    private static CalendarAccount account(String address, String login) {
        return account(address, login, server.calendarUrl());
    }

    private static CalendarAccount account(String address, String login, String url) {
        return new CalendarAccount(EmailAddress.parse(address), CalendarAccount.Protocol.CALDAV, Optional.of(url), CalendarAccount.Scheme.BASIC, login,
            SecretReference.parse("env:CALENDAR"));
    }

    /** All that was mailed so far, after a meeting that certainly is. */
    private static String mailed() {
        CalendarStore store = stores.open(account(CalendarServer.USER, CalendarServer.USER));
        CalendarCollection calendar = store.create(NewCalendar.ofEvents("sentinel", "Sentinel"));
        String uid = "sentinel" + UUID.randomUUID();
        RealCalendars.put(server.calendarUrl(), DovecotServer.USER_PASSWORD, calendar.id() + uid + ".ics", meeting(uid));
        return server.invitationsUntil("UID:" + uid);
    }

    private static String meeting(String uid) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:"
            + uid + "\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20280901T070000Z\r\nDTEND:20280901T080000Z\r\nSUMMARY:x\r\nORGANIZER:mailto:" + CalendarServer.USER
            + "\r\nATTENDEE:mailto:" + CalendarServer.USER + "\r\nATTENDEE:mailto:petrov@elsewhere.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }
}

package org.mailferry.calendarsync.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarSilence;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.CalendarStores;
import org.mailferry.calendarsync.CalendarsyncSettings;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.HostedSettings;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.calendarsync.SilenceSettings;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.exchange.ExchangeSettings;
import org.mailferry.http.HttpCalls;
import org.mailferry.http.HttpSettings;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.NotifySettings;
import org.mailferry.plan.CalendarServer;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Systems;
import org.mailferry.realserver.CyrusServer;
import org.mailferry.realserver.DovecotServer;
import org.mailferry.realserver.ImapTalk;
import org.mailferry.remote.RemoteCommands;
import org.mailferry.runbook.KeptPlan;
import org.mailferry.runbook.RunbookEngine;
import org.springframework.util.unit.DataSize;

/** Both processes with their real steps: calendars on Cyrus, which schedules, and the decoy's mailbox beside it. */
class CalendarSilenceRunTest {
    private static final GreenMail MAIL = new GreenMail(new ServerSetup[] {setup(ServerSetup.PROTOCOL_IMAP), setup(ServerSetup.PROTOCOL_SMTP)});
    private static final Map<String, Object> WAVE = Map.of("planName", KeptPlan.NAME.text(), "waveId", KeptPlan.WAVE.text(), "silenceWatch", false);
    private static CyrusServer cyrus;
    private static RunbookEngine runbook;

    @BeforeAll static void start() {
        cyrus = CyrusServer.startWithCalendars();
        for (String user : List.of("probe@corp.test", "decoy@corp.test", "anna@corp.test")) {
            try (ImapTalk talk = new ImapTalk(cyrus.port(), user, DovecotServer.USER_PASSWORD)) {
                talk.ok("SELECT INBOX");
            }
        }
        MAIL.start();
        MAIL.setUser("decoy@corp.test", "decoy@corp.test", DovecotServer.USER_PASSWORD);
        runbook = new RunbookEngine(context -> {
            context.registerBean(Secrets.class, () -> reference -> Secret.of(DovecotServer.USER_PASSWORD));
            context.registerBean(MailflowSettings.class, () -> new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
                Duration.ofSeconds(3), Duration.ofMillis(20), Duration.ofMinutes(5)));
            context.registerBean(NotifySettings.class, () -> new NotifySettings(false, "127.0.0.1", 25, TransportSecurity.PLAIN, "", "", "", "mailferry@corp.test",
                "http://127.0.0.1:8080", Map.of(), Duration.ofHours(1)));
            context.registerBean(HttpCalls.class, () -> new HttpCalls(new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(12), Duration.ofSeconds(12), Duration.ofSeconds(15),
                DataSize.ofMegabytes(8), null), Clock.systemUTC()));
            context.registerBean(CalendarsyncSettings.class, () -> new CalendarsyncSettings(List.of(), Duration.ofSeconds(1)));
            context.registerBean(ExchangeSettings.class, () -> new ExchangeSettings(ZoneId.of("Europe/Moscow")));
            context.registerBean(HostedSettings.class, () -> new HostedSettings(Duration.ofMinutes(15), 2, Duration.ofSeconds(10)));
            context.registerBean(RemoteCommands.class, () -> (host, command) -> {
                throw new AssertionError("No host is asked");
            });
            context.registerBean(SilenceSettings.class, () -> new SilenceSettings(Duration.ofMinutes(30), Duration.ofHours(4), Duration.ofMinutes(2)));
        }, "org.mailferry.mailflow", "org.mailferry.calendarsync");
        runbook.deploy("calendar-silence");
        runbook.deploy("calendar-handover");
    }

    @AfterAll static void stop() {
        if (runbook != null) {
            runbook.close();
        }
        if (cyrus != null) {
            cyrus.close();
        }
        MAIL.stop();
    }

    @BeforeEach void forget() throws Exception {
        runbook.forget("mailflow_probe", "mailflow_decoy_message", "calendarsync_silence");
        runbook.now = Instant.now();
        MAIL.purgeEmailFromAllMailboxes();
        runbook.plan.targetImap = MailEndpoint.of("127.0.0.1", MAIL.getImap().getPort(), TransportSecurity.PLAIN);
        runbook.plan.targetSmtp = Optional.of(MailEndpoint.of("127.0.0.1", MAIL.getSmtp().getPort(), TransportSecurity.PLAIN));
        CalendarServer server = new CalendarServer(CalendarServer.Protocol.CALDAV, Optional.of(cyrus.calendarUrl()), CalendarServer.Scheme.BASIC,
            CalendarServer.Mode.OWN_PASSWORD, Optional.empty(), Optional.empty());
        runbook.plan.calendars = Optional.of(new Systems.Calendars(server, server, Optional.of(new Systems.Silence(nobody("probe"), nobody("decoy")))));
    }

    @Test void calendarsMayGoOnOnceTheDecoyHeardNothing() {
        String instance = probe();
        assertThat(runbook.ended(instance)).isTrue();
        assertThat(runbook.variable(instance, "calendarsMayGoOn")).as(runbook.variable(instance, "silenceFinding").toString()).isEqualTo(true);
        assertThat(silence().objection(KeptPlan.NAME)).isEmpty();
        assertThat(runbook.actions()).contains("system proved calendars silent");
        String again = runbook.start("calendar-silence", WAVE);
        runbook.runJobs(again);
        assertThat(runbook.variable(again, "silenceNeed")).as("proved a moment ago").isEqualTo("nothing");
    }

    @Test void theFirstStrayMessageStopsCalendarsUntilAPersonAndAProbeLetThemGoOn() {
        GreenMailUtil.sendTextEmail("decoy@corp.test", "user1@corp.test", "Dismissals", "text", MAIL.getSmtp().getServerSetup());
        String instance = probe();
        assertThat(runbook.task(instance).getTaskDefinitionKey()).isEqualTo("decide-calendars");
        assertThat(runbook.variable(instance, "silenceFinding").toString()).startsWith("a message from user1@corp.test").doesNotContain("Dismissals");
        assertThat(silence().objection(KeptPlan.NAME)).hasValueSatisfying(objection -> assertThat(objection.why()).contains("wave corp/first"));
        runbook.complete("carla", instance, "decide-calendars", Map.of("silenceProbeAgain", true, "silenceReason", "user1 wrote to it by mistake"));
        assertThat(silence().objection(KeptPlan.NAME)).as("asked is not released").isPresent();
        runbook.fireTimer(instance);
        assertThat(runbook.ended(instance)).isTrue();
        assertThat(silence().objection(KeptPlan.NAME)).isEmpty();
        assertThat(runbook.actions()).contains("carla asked to release calendars", "system stopped calendars", "system proved calendars silent");
    }

    @Test void aDecoyThatGetsNoMailProvesNothingAndCalendarsMayBeLeftOut() {
        runbook.plan.targetSmtp = Optional.empty();
        String instance = probe();
        assertThat(runbook.variable(instance, "silenceFinding").toString()).contains("names no SMTP server of the target");
        runbook.complete("carla", instance, "decide-calendars", Map.of("silenceProbeAgain", false, "silenceReason", "They go by hand."));
        assertThat(runbook.ended(instance)).isTrue();
        assertThat(silence().objection(KeptPlan.NAME)).hasValueSatisfying(objection -> assertThat(objection.passes()).isFalse());
    }

    @Test void aPlanWithoutADecoyComesToAPersonAndOneWithoutCalendarsToNobody() {
        runbook.plan.calendars = runbook.plan.calendars.map(both -> new Systems.Calendars(both.source(), both.target()));
        String instance = runbook.start("calendar-silence", WAVE);
        runbook.runJobs(instance);
        assertThat(runbook.variable(instance, "silenceFinding").toString()).contains("target.silence names no probe");
        assertThat(runbook.task(instance)).isNotNull();
        runbook.plan.calendars = Optional.empty();
        String none = runbook.start("calendar-silence", WAVE);
        runbook.runJobs(none);
        assertThat(runbook.ended(none)).isTrue();
    }

    @Test void handedOverMeetingsTellNobodyAndAreMarkedNoMore() {
        runbook.plan.state = MemberState.SWITCHED;
        CalendarStore anna = runbook.bean(CalendarStores.class).open(account("anna"));
        CalendarCollection calendar = anna.create(NewCalendar.ofEvents("work", "Work"));
        anna.create(calendar, SilentItem.silence(ContentLines.parse("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:handed\r\nDTSTAMP:20260101T000000Z\r\n"
            + "DTSTART:20280901T070000Z\r\nDTEND:20280901T080000Z\r\nSUMMARY:x\r\nORGANIZER:mailto:anna@corp.test\r\nATTENDEE:mailto:anna@corp.test\r\n"
            + "ATTENDEE:mailto:petrov@elsewhere.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")));
        String instance = runbook.start("calendar-handover", Map.of("planName", KeptPlan.NAME.text()));
        runbook.runJobs(instance);
        runbook.complete("carla", instance, "approve-handover", Map.of("handoverApproved", true, "handoverReason", "All waves are done."));
        runbook.fireTimer(instance);
        assertThat(runbook.ended(instance)).as(runbook.variable(instance, "handoverFinding").toString()).isTrue();
        assertThat(runbook.variable(instance, "handedOver")).isEqualTo(1L);
        assertThat(anna.withUid(calendar, "handed").get(0).lines().text()).doesNotContain("SCHEDULE-AGENT");
    }

    private static String probe() {
        String instance = runbook.start("calendar-silence", WAVE);
        runbook.runJobs(instance);
        runbook.fireTimer(instance);
        return instance;
    }

    private static CalendarSilence silence() {
        return runbook.bean(CalendarSilence.class);
    }

    private static Systems.NobodysMailbox nobody(String name) {
        return new Systems.NobodysMailbox(EmailAddress.parse(name + "@corp.test"), name + "@corp.test", SecretReference.parse("env:ANY"));
    }

    private static CalendarAccount account(String name) {
        return new CalendarAccount(EmailAddress.parse(name + "@corp.test"), CalendarAccount.Protocol.CALDAV, Optional.of(cyrus.calendarUrl()), CalendarAccount.Scheme.BASIC, name,
            SecretReference.parse("env:ANY"));
    }

    private static ServerSetup setup(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(10_000);
        return setup;
    }
}

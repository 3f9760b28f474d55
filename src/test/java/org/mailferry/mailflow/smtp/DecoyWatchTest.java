package org.mailferry.mailflow.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.Pacer;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.DecoyLedger;
import org.mailferry.mailflow.DecoyWatch;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.Probe;
import org.mailferry.mailflow.ProbeRounds;

class DecoyWatchTest {
    private static final EmailAddress PROBE = EmailAddress.parse("probe@corp.test");
    private static final EmailAddress DECOY = EmailAddress.parse("decoy@corp.test");
    private static final Secrets SECRETS = reference -> Secret.of("secret");
    private static final String INVITATION = """
        From: Chef <chef@corp.test>
        To: decoy@corp.test
        Message-ID: <mailferry.invented@corp.test>
        Subject: Dismissals
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=a

        --a
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain

        x
        --b
        Content-Type: text/calendar; charset=utf-8; method=REQUEST

        BEGIN:VCALENDAR
        END:VCALENDAR
        --b--
        --a--
        """.replace("\n", "\r\n");

    private final GreenMail server = new GreenMail(new ServerSetup[] {setup(ServerSetup.PROTOCOL_IMAP), setup(ServerSetup.PROTOCOL_SMTP)});
    private final MemoryProbeLog probeLog = new MemoryProbeLog();
    private final Set<String> told = new HashSet<>();

    @BeforeEach void start() {
        server.start();
        server.setUser(DECOY.text(), "decoy", "secret");
    }

    @AfterEach void stop() {
        server.stop();
    }

    @Test void onlyOurOwnMessageIsSilence() {
        assertThat(watch(Duration.ofSeconds(10)).look(control())).isEqualTo(new DecoyWatch.Report(true, "", List.of()));
        assertThat(watch(Duration.ofSeconds(10)).look(control())).as("again").isEqualTo(new DecoyWatch.Report(true, "", List.of()));
    }

    @Test void aStrayMessageIsToldOnceWithoutItsSubject() {
        GreenMailUtil.sendTextEmail(DECOY.text(), "user1@corp.test", "Dismissals", "text", server.getSmtp().getServerSetup());
        DecoyWatch.Report report = watch(Duration.ofSeconds(10)).look(control());
        assertThat(report.reached()).isTrue();
        assertThat(report.strays()).singleElement().asString().startsWith("a message from user1@corp.test in folder INBOX").doesNotContain("Dismissals");
        assertThat(watch(Duration.ofSeconds(10)).look(control()).strays()).isEmpty();
    }

    /** Who makes up a Message-ID like ours is no less a stray. */
    @Test void anInvitationIsFoundInWhateverFolderItLies() throws Exception {
        folder("Junk").appendMessage(new MimeMessage(null, new ByteArrayInputStream(INVITATION.getBytes(StandardCharsets.US_ASCII))), new Flags(), new Date());
        assertThat(watch(Duration.ofSeconds(10)).look(control()).strays()).singleElement().asString()
            .startsWith("an invitation or answer (method REQUEST) from chef@corp.test in folder Junk");
    }

    @Test void silenceOfAMailboxThatNothingReachesIsNone() {
        Probe lost = new Probe(new PlanName("corp"), "decoy", MailEndpoint.of("127.0.0.1", 1, TransportSecurity.PLAIN), Optional.empty(), PROBE, DECOY, account(), Optional.empty(), List.of());
        DecoyWatch.Report report = watch(Duration.ZERO).look(lost);
        assertThat(report.reached()).isFalse();
        assertThat(report.problem()).contains("127.0.0.1:1");
    }

    private DecoyWatch watch(Duration wait) {
        MailflowSettings settings = new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), wait, Duration.ofMillis(20), Duration.ofMinutes(5));
        Clock clock = Clock.systemUTC();
        ImapProbeMailboxes logins = new ImapProbeMailboxes(settings, SECRETS);
        ProbeRounds rounds = new ProbeRounds(new SmtpProbePost(settings, SECRETS, clock), logins, probeLog, settings, Pacer.SLEEPING, clock);
        DecoyLedger ledger = (plan, decoy, message, at) -> told.add(message.folder() + message.uidValidity() + message.uid());
        return new DecoyWatch(rounds, new ImapDecoyMailboxes(logins), ledger, probeLog, clock);
    }

    private Probe control() {
        return new Probe(new PlanName("corp"), "decoy", MailEndpoint.of("127.0.0.1", server.getSmtp().getPort(), TransportSecurity.PLAIN), Optional.empty(), PROBE, DECOY, account(),
            Optional.empty(), List.of());
    }

    private MailAccount account() {
        return new MailAccount(MailEndpoint.of("127.0.0.1", server.getImap().getPort(), TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD, "decoy", Optional.empty(),
            SecretReference.parse("env:DECOY"));
    }

    private MailFolder folder(String name) throws Exception {
        GreenMailUser user = server.getUserManager().getUserByEmail(DECOY.text());
        return server.getManagers().getImapHostManager().createMailbox(user, name);
    }

    private static ServerSetup setup(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(10_000);
        return setup;
    }
}

package org.mailferry.mailflow.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.Pacer;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.Probe;
import org.mailferry.mailflow.ProbeOutcome;
import org.mailferry.mailflow.ProbeRounds;
import org.mailferry.realserver.PostfixServer;

/** Probes on their way through real Postfix relays into a mailbox: gateway, then the old server, then the new one. */
class ProbeThroughPostfixTest {
    private static final MailflowSettings SETTINGS = new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(20),
        Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofMinutes(5));
    private static final EmailAddress ANNA = EmailAddress.parse("anna@corp.test");
    private static final GreenMail MAILBOXES = new GreenMail(new ServerSetup[] {setup(ServerSetup.PROTOCOL_IMAP), setup(ServerSetup.PROTOCOL_SMTP)});
    private static PostfixServer gateway;
    private static PostfixServer old;

    @BeforeAll static void start() {
        MAILBOXES.start();
        MAILBOXES.setUser(ANNA.text(), "anna", "secret");
        old = PostfixServer.start("old.corp.test", MAILBOXES.getSmtp().getPort());
        gateway = PostfixServer.start("gateway.corp.test", old.port());
    }

    @AfterAll static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (old != null) {
            old.close();
        }
        MAILBOXES.stop();
    }

    @Test void receivedLinesProveTheWay() {
        ProbeOutcome before = probe();
        assertThat(before.hops()).containsExactly("gateway.corp.test", "old.corp.test");
        assertThat(before.text()).startsWith("RED: internal").contains("still by way of old.corp.test");
        gateway.relayTo(MAILBOXES.getSmtp().getPort());
        ProbeOutcome after = probe();
        assertThat(after.hops()).containsExactly("gateway.corp.test");
        assertThat(after.green()).as(after.text()).isTrue();
    }

    private static ProbeOutcome probe() {
        Clock clock = Clock.systemUTC();
        MailEndpoint imap = MailEndpoint.of("127.0.0.1", MAILBOXES.getImap().getPort(), TransportSecurity.PLAIN);
        Probe probe = new Probe(new PlanName("corp"), "internal", MailEndpoint.of("127.0.0.1", gateway.port(), TransportSecurity.PLAIN), Optional.empty(),
            ANNA, ANNA, new MailAccount(imap, CredentialMode.OWN_PASSWORD, "anna", Optional.empty(), SecretReference.parse("env:ANNA")), Optional.empty(),
            List.of("old.corp.test"));
        return new ProbeRounds(new SmtpProbePost(SETTINGS, reference -> Secret.of("secret"), clock),
            new ImapProbeMailboxes(SETTINGS, reference -> Secret.of("secret")), new MemoryProbeLog(), SETTINGS, Pacer.SLEEPING, clock).run(List.of(probe)).get(0);
    }

    private static ServerSetup setup(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(10_000);
        return setup;
    }
}

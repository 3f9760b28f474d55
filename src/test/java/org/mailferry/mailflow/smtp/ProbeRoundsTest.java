package org.mailferry.mailflow.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
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
import org.mailferry.mailflow.MailflowSettings;
import org.mailferry.mailflow.Probe;
import org.mailferry.mailflow.ProbeMailboxes;
import org.mailferry.mailflow.ProbeOutcome;
import org.mailferry.mailflow.ProbeRounds;

class ProbeRoundsTest {
    private static final PlanName PLAN = new PlanName("corp");
    private static final EmailAddress ANNA = EmailAddress.parse("anna@corp.test");
    private static final Secrets SECRETS = reference -> Secret.of("secret of " + reference.name());
    static final MailflowSettings SETTINGS = new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
        Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMinutes(5));

    private final GreenMail source = server();
    private final GreenMail target = server();
    private final MemoryProbeLog probeLog = new MemoryProbeLog();
    private final AtomicInteger pauses = new AtomicInteger();

    @BeforeEach void start() {
        for (GreenMail server : List.of(source, target)) {
            server.start();
            server.setUser(ANNA.text(), "anna", "secret of ANNA");
        }
    }

    @AfterEach void stop() {
        source.stop();
        target.stop();
    }

    @Test void probeArrivesAndLeavesNoLitter() {
        ProbeOutcome outcome = rounds(SETTINGS).run(List.of(probe(target, target))).get(0);
        assertThat(outcome.green()).as(outcome.text()).isTrue();
        assertThat(inbox(target).getMessageCount()).isZero();
        assertThat(probeLog.entries.values()).allMatch(entry -> entry.arrived() && entry.removed());
    }

    /** After a switch both ways end in the new mailbox. */
    @Test void twoProbesIntoOneMailboxAreBothSeen() {
        Probe other = new Probe(PLAN, "source to target", smtp(target), Optional.empty(), ANNA, ANNA, account(target), Optional.empty(), List.of());
        assertThat(rounds(SETTINGS).run(List.of(probe(target, target), other))).allMatch(ProbeOutcome::green);
        assertThat(inbox(target).getMessageCount()).isZero();
    }

    @Test void everythingElseInTheMailboxStays() throws FolderException {
        GreenMailUtil.sendTextEmail(ANNA.text(), "boris@corp.test", "hello", "text", smtpSetup(target));
        StoredMessage kept = inbox(target).getMessages().get(0);
        kept.setFlag(Flags.Flag.DELETED, true);
        assertThat(rounds(SETTINGS).run(List.of(probe(target, target))).get(0).green()).isTrue();
        assertThat(inbox(target).getMessages()).extracting(StoredMessage::getUid).containsExactly(kept.getUid());
        assertThat(inbox(target).getMessages().get(0).isSet(Flags.Flag.SEEN)).isFalse();
    }

    @Test void probeInTheOldMailboxSaysThatTheRouteIsNotSwitched() {
        ProbeOutcome outcome = rounds(impatient()).run(List.of(probe(source, target, Optional.of(account(source))))).get(0);
        assertThat(outcome.text()).startsWith("RED: source in for anna@corp.test: arrived in anna on").contains("not switched");
        assertThat(inbox(source).getMessageCount()).isZero();
    }

    @Test void missingProbeIsRedAndSweptWhenItComesLate() {
        ProbeOutcome outcome = rounds(impatient()).run(List.of(probe(source, target))).get(0);
        assertThat(outcome.text()).contains("did not arrive within 0 s");
        assertThat(inbox(source).getMessageCount()).isEqualTo(1);
        rounds(SETTINGS).run(List.of(probe(source, source)));
        assertThat(inbox(source).getMessageCount()).isZero();
    }

    @Test void deadlineIsWaitedInPausesOfThePacer() {
        Ticking clock = new Ticking();
        ProbeRounds rounds = new ProbeRounds(new SmtpProbePost(SETTINGS, SECRETS, clock), new ImapProbeMailboxes(SETTINGS, SECRETS), probeLog,
            SETTINGS, time -> {
                clock.now = clock.now.plus(time);
                pauses.incrementAndGet();
            }, clock);
        assertThat(rounds.run(List.of(probe(source, target))).get(0).green()).isFalse();
        assertThat(pauses.get()).isEqualTo(500);
    }

    @Test void unreachableServerMakesOneProbeRedAndTheOthersGoOn() {
        MailEndpoint closed = MailEndpoint.of("127.0.0.1", 1, TransportSecurity.PLAIN);
        Probe dead = new Probe(PLAN, "source in", closed, Optional.empty(), ANNA, ANNA, account(target), Optional.empty(), List.of());
        List<ProbeOutcome> outcomes = rounds(SETTINGS).run(List.of(dead, probe(target, target)));
        assertThat(outcomes).extracting(ProbeOutcome::green).containsExactly(false, true);
        assertThat(outcomes.get(0).text()).contains("127.0.0.1:1");
    }

    @Test void refusedLoginIsSaidWithoutThePassword() {
        MailAccount wrong = new MailAccount(imap(target), CredentialMode.OWN_PASSWORD, "anna", Optional.empty(), SecretReference.parse("env:OTHER"));
        Probe probe = new Probe(PLAN, "target in", smtp(target), Optional.empty(), ANNA, ANNA, wrong, Optional.empty(), List.of());
        assertThat(rounds(SETTINGS).run(List.of(probe)).get(0).text()).contains("refuses the login of anna").doesNotContain("secret of");
    }

    @Test void wayThroughAnAvoidedHostIsRed() {
        Probe probe = new Probe(PLAN, "internal", smtp(target), Optional.empty(), ANNA, ANNA, account(target), Optional.empty(), List.of("Old.corp.test"));
        ProbeRounds rounds = new ProbeRounds((sent, id) -> { }, account -> new ArrivedBy(List.of("old.corp.test", "mx.corp.test")), probeLog, SETTINGS,
            time -> { }, Clock.systemUTC());
        assertThat(rounds.run(List.of(probe)).get(0).text()).contains("still by way of old.corp.test");
    }

    @Test void hopsAreReadFromTheFirstToTheLast() {
        assertThat(ReceivedLine.hops(new String[] {"from av (av [10.0.0.2])\r\n\tby mx.corp.test (Postfix) with ESMTP id 1", "from gw by av.corp.test; Thu"}))
            .containsExactly("av.corp.test", "mx.corp.test");
    }

    private ProbeRounds rounds(MailflowSettings settings) {
        Clock clock = Clock.systemUTC();
        return new ProbeRounds(new SmtpProbePost(settings, SECRETS, clock), new ImapProbeMailboxes(settings, SECRETS), probeLog, settings,
            Pacer.SLEEPING, clock);
    }

    private static MailflowSettings impatient() {
        return new MailflowSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ZERO, Duration.ofMillis(20), Duration.ofMinutes(5));
    }

    private static Probe probe(GreenMail handedIn, GreenMail expectedIn) {
        return probe(handedIn, expectedIn, Optional.empty());
    }

    private static Probe probe(GreenMail handedIn, GreenMail expectedIn, Optional<MailAccount> wrongPlace) {
        return new Probe(PLAN, "source in", smtp(handedIn), Optional.of(account(handedIn)), ANNA, ANNA, account(expectedIn), wrongPlace, List.of());
    }

    private static MailAccount account(GreenMail server) {
        return new MailAccount(imap(server), CredentialMode.OWN_PASSWORD, "anna", Optional.empty(), SecretReference.parse("env:ANNA"));
    }

    private static MailEndpoint imap(GreenMail server) {
        return MailEndpoint.of("127.0.0.1", server.getImap().getPort(), TransportSecurity.PLAIN);
    }

    private static MailEndpoint smtp(GreenMail server) {
        return MailEndpoint.of("127.0.0.1", server.getSmtp().getPort(), TransportSecurity.PLAIN);
    }

    private static ServerSetup smtpSetup(GreenMail server) {
        return server.getSmtp().getServerSetup();
    }

    private static MailFolder inbox(GreenMail server) {
        try {
            GreenMailUser user = server.getUserManager().getUserByEmail(ANNA.text());
            return server.getManagers().getImapHostManager().getInbox(user);
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GreenMail server() {
        ServerSetup imap = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
        ServerSetup smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        imap.setServerStartupTimeout(10_000);
        smtp.setServerStartupTimeout(10_000);
        return new GreenMail(new ServerSetup[] {imap, smtp});
    }

    /** A mailbox in which everything has arrived. */
    private record ArrivedBy(List<String> hops) implements ProbeMailboxes.ProbeMailbox {
        @Override public Map<String, ProbeMailboxes.Arrival> take(Set<String> messageIds) {
            return messageIds.stream().collect(Collectors.toMap(id -> id, id -> new ProbeMailboxes.Arrival(hops, true)));
        }

        @Override public void close() {}
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-12-24T12:00:00Z");

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override public Instant instant() {
            return now;
        }
    }
}

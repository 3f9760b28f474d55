package org.mailferry.mailflow.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.CountedLogins;

/** The probes' own logins lock nobody's account. */
class ProbeLoginsTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final LoginAttempts attempts = CountedLogins.inThisProcess(Clock.systemUTC());
    private final ImapProbeMailboxes mailboxes = new ImapProbeMailboxes(ProbeRoundsTest.SETTINGS, reference -> Secret.of(reference.name()), Optional.of(attempts));

    @BeforeEach void start() {
        server.start();
        server.setUser("anna@corp.test", "anna@corp.test", "right");
    }

    @AfterEach void stop() {
        server.stop();
    }

    private MailAccount account(String secret) {
        return new MailAccount(MailEndpoint.of("127.0.0.1", server.getImap().getPort(), TransportSecurity.PLAIN), CredentialMode.OWN_PASSWORD,
            "anna@corp.test", Optional.empty(), SecretReference.parse("env:" + secret));
    }

    private MigrationException refused(String secret) {
        MigrationException thrown = catchThrowableOfType(MigrationException.class, () -> mailboxes.open(account(secret)));
        assertThat(thrown).isNotNull();
        return thrown;
    }

    @Test void aRefusedPasswordIsTriedThreeTimesAndNoFourth() {
        for (int i = 0; i < 3; i++) {
            assertThat(refused("wrong")).hasMessageContaining("refuses the login of anna@corp.test");
        }
        assertThat(refused("wrong")).hasMessageContaining("refused three times since");
        mailboxes.open(account("right")).close();
    }

    @Test void whatTheCopyWasRefusedTheProbeDoesNotTry() {
        for (int i = 0; i < 3; i++) {
            attempts.refused(account("right"), Secret.of("right"), "NO no");
        }
        assertThat(refused("right")).hasMessageContaining("refused three times since");
    }

    @Test void aServerThatIsNotThereCountsNothing() {
        MailAccount right = account("right");
        server.stop();
        for (int i = 0; i < 4; i++) {
            assertThat(catchThrowableOfType(MigrationException.class, () -> mailboxes.open(right))).hasMessageContaining("cannot be opened");
        }
        assertThat(attempts.refusal(right, Secret.of("right"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"[AUTHENTICATIONFAILED] Authentication failed., true", "LOGIN failed., true", "[EXPIRED] old, true", "[UNAVAILABLE] later, false",
        "[LIMIT] Too many connections, false", "Too many simultaneous connections, false", "[AUTHORIZATIONFAILED] not that mailbox, false", "null, true"})
    void onlyARefusalOfThePasswordIsOne(String words, boolean refuses) {
        assertThat(ImapProbeMailboxes.refusesSecret(words)).isEqualTo(refuses);
    }
}

package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mailferry.mailsync.imap.ScriptedServer.say;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.LoginRefusedException.Reason;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;

/** Which answers to a login are refusals of the password, counted on the wire. */
class RefusedPasswordTest {
    private final ScriptedServer server = new ScriptedServer();
    private final MailStores stores = new ImapMailStores(reference -> Secret.of(reference.name()), MailsyncSettings.defaults());

    @AfterEach void stop() {
        server.close();
    }

    private void open(MailAccount account) {
        stores.open(account, Deadline.in(Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofSeconds(30))).close();
    }

    private MailAccount account(CredentialMode mode, String secret) {
        return new MailAccount(server.endpoint(TransportSecurity.PLAIN), mode, "anna", mode.needsServiceLogin() ? Optional.of("migrator") : Optional.empty(),
            SecretReference.parse("env:" + secret));
    }

    private LoginRefusedException refused(CredentialMode mode, String secret) {
        LoginRefusedException thrown = catchThrowableOfType(LoginRefusedException.class, () -> open(account(mode, secret)));
        assertThat(thrown).isNotNull();
        return thrown;
    }

    @ParameterizedTest
    @CsvSource({"NO [AUTHENTICATIONFAILED] Authentication failed., PASSWORD", "NO LOGIN failed., PASSWORD", "NO [EXPIRED] Password expired, EXPIRED"})
    void aRefusedPasswordIsSaidThreeTimesAndNoFourth(String answer, Reason reason) {
        server.on("LOGIN", say("TAG " + answer));
        for (int i = 0; i < 3; i++) {
            LoginRefusedException thrown = refused(CredentialMode.OWN_PASSWORD, "wrong");
            assertThat(thrown.reason()).isEqualTo(reason);
            assertThat(thrown).hasMessageContaining(answer);
        }
        LoginRefusedException fourth = refused(CredentialMode.OWN_PASSWORD, "wrong");
        assertThat(fourth.reason()).isEqualTo(Reason.TRIED_BEFORE);
        assertThat(fourth).hasMessageContaining("refused three times since").hasMessageContaining("change the secret to try again");
        assertThat(server.connections()).as("the fourth did not even connect").isEqualTo(3);
        server.on("LOGIN", say("TAG OK in"));
        open(account(CredentialMode.OWN_PASSWORD, "right"));
    }

    @ParameterizedTest
    @CsvSource({"NO [AUTHORIZATIONFAILED] No such mailbox, RIGHTS", "NO [PRIVACYREQUIRED] TLS first, PROTECTION", "NO [CONTACTADMIN] Disabled, OTHER",
        "BAD Syntax error, OTHER"})
    void whatSaysNothingAgainstThePasswordIsNotCounted(String answer, Reason reason) {
        server.on("LOGIN", say("TAG " + answer));
        for (int i = 0; i < 5; i++) {
            assertThat(refused(CredentialMode.OWN_PASSWORD, "right").reason()).isEqualTo(reason);
        }
        assertThat(server.connections()).isEqualTo(5);
    }

    @ParameterizedTest @ValueSource(strings = {"TAG NO [UNAVAILABLE] later", "TAG NO [LIMIT] Too many simultaneous connections"})
    void aBusyServerIsAskedAsOftenAsNeeded(String answer) {
        server.on("LOGIN", say(answer));
        for (int i = 0; i < 5; i++) {
            assertThat(catchThrowableOfType(MigrationException.class, () -> open(account(CredentialMode.OWN_PASSWORD, "right")))).isNotNull();
        }
        assertThat(server.connections()).isEqualTo(5);
    }

    @Test void aMailboxThatTheServiceMayNotOpenProvesItsPassword() {
        server.on("LOGIN", say("TAG NO [AUTHENTICATIONFAILED] no"), say("TAG NO [AUTHENTICATIONFAILED] no"), say("TAG NO [AUTHORIZATIONFAILED] not that one"));
        refused(CredentialMode.MASTER_USER, "right");
        refused(CredentialMode.MASTER_USER, "right");
        for (int i = 0; i < 4; i++) {
            LoginRefusedException thrown = refused(CredentialMode.MASTER_USER, "right");
            assertThat(thrown.reason()).isEqualTo(Reason.RIGHTS);
            assertThat(thrown).hasMessageContaining("migrator").hasMessageContaining("anna");
        }
    }

    @Test void aPasswordThatTheServerRepeatsIsNotShown() {
        server.on("LOGIN", (talk, tag, command) -> talk.say(tag + " NO " + command + " was wrong"));
        assertThat(refused(CredentialMode.OWN_PASSWORD, "hunter2")).hasMessageContaining("anna").hasMessageNotContaining("hunter2");
        refused(CredentialMode.OWN_PASSWORD, "hunter2");
        refused(CredentialMode.OWN_PASSWORD, "hunter2");
        assertThat(refused(CredentialMode.OWN_PASSWORD, "hunter2")).hasMessageNotContaining("hunter2");
    }

    @Test void eachModePutsItsNamesTogether() {
        open(account(CredentialMode.MASTER_USER, "secret"));
        open(new MailAccount(server.endpoint(TransportSecurity.PLAIN), CredentialMode.MASTER_USER, "anna", Optional.of("migrator"),
            SecretReference.parse("env:secret"), "%"));
        open(new MailAccount(server.endpoint(TransportSecurity.PLAIN), CredentialMode.EXCHANGE_DELEGATE, "anna", Optional.of("corp/svc"),
            SecretReference.parse("env:secret")));
        open(account(CredentialMode.AUTHORIZATION_IDENTITY, "secret"));
        assertThat(server.heard()).contains("LOGIN \"anna*migrator\" secret", "LOGIN \"anna%migrator\" secret", "LOGIN corp/svc/anna secret")
            .contains("AUTHENTICATE PLAIN " + java.util.Base64.getEncoder().encodeToString("anna\0migrator\0secret".getBytes()));
    }
}

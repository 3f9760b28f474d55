package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mailferry.mailsync.imap.ScriptedServer.say;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.LoginAttempts;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.ServerTrust;
import org.mailferry.kernel.Sha256;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.LoginRefusedException;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.realserver.TestCertificate;

/** Whatever stands between us and the server: no password goes out before the connection is protected by the certificate it must have. */
class NeverDowngradedTest {
    private static final String WITH_STARTTLS = "IMAP4rev1 STARTTLS AUTH=PLAIN";
    @TempDir private static Path folder;
    private static SSLContext tls;
    private static KeyStore issuers;
    private static String fingerprint;

    private final ScriptedServer server = new ScriptedServer();

    /** Made out to another name than the address that we connect to. */
    @BeforeAll static void certificate() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(TestCertificate.of("mail.corp.test", folder).keyStore())) {
            keys.load(in, TestCertificate.PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, TestCertificate.PASSWORD.toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        issuers = KeyStore.getInstance(KeyStore.getDefaultType());
        issuers.load(null, null);
        issuers.setCertificateEntry("server", keys.getCertificate("server"));
        fingerprint = Sha256.hex(keys.getCertificate("server").getEncoded());
    }

    @AfterEach void stop() {
        server.close();
        assertThat(server.heard()).as("said in the clear").noneMatch(line -> !line.startsWith("TLS ") && (line.contains("hunter2") || line.startsWith("LOGIN")
            || line.startsWith("AUTHENTICATE")));
    }

    private void open(MailEndpoint endpoint) {
        open(endpoint, ServerTrust.of(endpoint));
    }

    private static void open(MailEndpoint endpoint, ServerTrust trust) {
        MailAccount account = new MailAccount(endpoint, CredentialMode.OWN_PASSWORD, "anna", Optional.empty(), SecretReference.parse("env:ANNA"));
        new ImapMailStores(reference -> Secret.of("hunter2"), MailsyncSettings.defaults(), LoginAttempts.UNCOUNTED, any -> trust)
            .open(account, Deadline.in(Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofSeconds(30))).close();
    }

    private MailEndpoint startTls() {
        return server.endpoint(TransportSecurity.STARTTLS, fingerprint);
    }

    private static MigrationException failure(Runnable opening) {
        MigrationException thrown = catchThrowableOfType(MigrationException.class, opening::run);
        assertThat(thrown).isNotNull();
        return thrown;
    }

    private static MigrationException permanent(Runnable opening) {
        MigrationException thrown = failure(opening);
        assertThat(thrown.kind()).as(thrown.getMessage()).isEqualTo(FailureKind.PERMANENT);
        return thrown;
    }

    @Test void aProtectedConnectionCarriesThePassword() {
        server.offers(WITH_STARTTLS).knowsStartTls(tls);
        open(startTls());
        assertThat(server.heard()).contains("STARTTLS", "TLS CAPABILITY", "TLS LOGIN anna hunter2");
    }

    @Test void aServerWithoutStartTlsGetsNothing() {
        server.offers("IMAP4rev1 AUTH=PLAIN");
        assertThat(permanent(() -> open(startTls()))).hasMessageContaining("does not offer STARTTLS");
    }

    @ParameterizedTest @ValueSource(strings = {"TAG NO not today", "TAG BAD what"})
    void aRefusedStartTlsIsTheEnd(String answer) {
        server.offers(WITH_STARTTLS).on("STARTTLS", say(answer));
        assertThat(permanent(() -> open(startTls()))).hasMessageContaining("refused STARTTLS");
    }

    @Test void aServerThatHangsUpInsteadIsTriedAgainLater() {
        server.offers(WITH_STARTTLS).on("STARTTLS", ScriptedServer.HANG_UP);
        assertThat(failure(() -> open(startTls())).kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test void plainWordsAfterTheOkAreNoHandshake() {
        server.offers(WITH_STARTTLS).on("STARTTLS", say("TAG OK go", "* CAPABILITY IMAP4rev1 AUTH=PLAIN"), ScriptedServer.NOTHING);
        assertThat(failure(() -> open(startTls()))).isNotNull();
    }

    @Test void whatIsSlippedInBeforeTheHandshakeIsForgotten() {
        server.offers(WITH_STARTTLS).knowsStartTls(tls).on("STARTTLS", (talk, tag, command) -> {
            talk.write("* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\r\n" + tag + " OK go\r\nF1 OK slipped in\r\n* BYE slipped in\r\n");
            talk.startTls();
        });
        try {
            open(startTls());
        } catch (MigrationException e) {
            // Words that reach us after the handshake began break it off, which is as good.
            return;
        }
        assertThat(server.heard()).contains("TLS CAPABILITY", "TLS LOGIN anna hunter2");
    }

    @Test void aGreetingThatKnowsUsAlreadyIsNotBelieved() {
        server.greets("* PREAUTH welcome").offers(WITH_STARTTLS).knowsStartTls(tls);
        assertThat(permanent(() -> open(startTls()))).hasMessageContaining("PREAUTH");
        assertThat(permanent(() -> open(server.endpoint(TransportSecurity.PLAIN)))).hasMessageContaining("PREAUTH");
    }

    @Test void aServerThatForbidsLoginsWithoutTlsIsObeyed() {
        server.offers("IMAP4rev1 LOGINDISABLED");
        assertThat(catchThrowableOfType(LoginRefusedException.class, () -> open(server.endpoint(TransportSecurity.PLAIN))).reason())
            .isEqualTo(LoginRefusedException.Reason.PROTECTION);
    }

    @Test void anUnknownCertificateIsNamedWithItsFingerprint() {
        server.speaksTls(tls);
        assertThat(permanent(() -> open(server.endpoint(TransportSecurity.TLS)))).hasMessageContaining("self-signed").hasMessageContaining(fingerprint)
            .hasMessageContaining("trust store");
        assertThat(server.heard()).isEmpty();
    }

    @Test void anUnknownCertificateBehindStartTlsIsNoBetter() {
        server.offers(WITH_STARTTLS).knowsStartTls(tls);
        assertThat(permanent(() -> open(server.endpoint(TransportSecurity.STARTTLS)))).hasMessageContaining("self-signed").hasMessageContaining(fingerprint);
    }

    @Test void aCertificateOfAnotherNameIsNotTrusted() {
        server.speaksTls(tls);
        MailEndpoint endpoint = server.endpoint(TransportSecurity.TLS);
        assertThat(permanent(() -> open(endpoint, ServerTrust.of(endpoint, issuers)))).hasMessageContaining("another name than 127.0.0.1")
            .hasMessageContaining(fingerprint);
    }

    @Test void aCertificateOfAnotherNameBehindStartTlsIsNoBetter() {
        server.offers(WITH_STARTTLS).knowsStartTls(tls);
        MailEndpoint endpoint = server.endpoint(TransportSecurity.STARTTLS);
        assertThat(permanent(() -> open(endpoint, ServerTrust.of(endpoint, issuers)))).hasMessageContaining("another name than 127.0.0.1");
    }

    @Test void aChangedCertificateIsNamedBesideThePinnedOne() {
        server.speaksTls(tls);
        assertThat(permanent(() -> open(server.endpoint(TransportSecurity.TLS, "ab".repeat(32))))).hasMessageContaining(fingerprint)
            .hasMessageContaining("ab".repeat(32));
    }

    @Test void aPinnedCertificateNeedsNoName() {
        server.speaksTls(tls);
        open(server.endpoint(TransportSecurity.TLS, fingerprint));
        assertThat(server.heard()).contains("TLS LOGIN anna hunter2");
    }

    @Test void aPortWithoutTlsIsSaidToBeOne() {
        assertThat(permanent(() -> open(server.endpoint(TransportSecurity.TLS)))).hasMessageContaining("does not speak TLS");
    }
}

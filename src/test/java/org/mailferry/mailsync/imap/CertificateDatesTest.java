package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.realserver.TestCertificate;

/** A trusted authority's certificate that is out of its time, which only a pin makes good. */
class CertificateDatesTest {
    @TempDir private Path folder;

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach void stop() {
        server.close();
    }

    private KeyStore serverWith(String start) throws GeneralSecurityException, IOException {
        TestCertificate.Issued issued = TestCertificate.issued("mail.corp.test", folder, start);
        KeyStore keys = stored(issued.keyStore());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, TestCertificate.PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server.offers("IMAP4rev1 STARTTLS AUTH=PLAIN").speaksTls(tls);
        return keys;
    }

    private KeyStore authority() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", stored(folder.resolve("ca.p12")).getCertificate("ca"));
        return trusted;
    }

    private static KeyStore stored(Path path) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, TestCertificate.PASSWORD.toCharArray());
        }
        return store;
    }

    private void open(MailEndpoint endpoint) throws GeneralSecurityException, IOException {
        ServerTrust trust = ServerTrust.of(endpoint, authority());
        MailAccount account = new MailAccount(endpoint, CredentialMode.OWN_PASSWORD, "anna", Optional.empty(), SecretReference.parse("env:ANNA"));
        new ImapMailStores(reference -> Secret.of("hunter2"), MailsyncSettings.defaults(), LoginAttempts.UNCOUNTED, any -> trust)
            .open(account, Deadline.in(Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofSeconds(30))).close();
    }

    @ParameterizedTest @CsvSource({"-60d, has expired. Have it renewed", "+10d, is not valid yet. See whether the clocks are right"})
    void aCertificateOutOfItsTimeIsSaidToBeSo(String start, String words) throws Exception {
        String fingerprint = Sha256.hex(serverWith(start).getCertificate("server").getEncoded());
        MigrationException thrown = catchThrowableOfType(MigrationException.class, () -> open(server.endpoint(TransportSecurity.TLS)));
        assertThat(thrown).hasMessageContaining(words).hasMessageContaining("pin it with certificateSha256: " + fingerprint);
        assertThat(thrown.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(server.heard()).isEmpty();
        open(server.endpoint(TransportSecurity.TLS, fingerprint));
        assertThat(server.heard()).as("a pin stands for the dates too").contains("TLS LOGIN anna hunter2");
    }

    @Test void theSameAuthoritysCertificateOfTodayIsBelieved() throws Exception {
        serverWith("-1d");
        open(server.endpoint(TransportSecurity.TLS));
        assertThat(server.heard()).contains("TLS LOGIN anna hunter2");
    }
}

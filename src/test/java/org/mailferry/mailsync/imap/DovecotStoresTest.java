package org.mailferry.mailsync.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailferry.kernel.CredentialMode;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailEndpoint;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.kernel.Secrets;
import org.mailferry.kernel.TransportSecurity;
import org.mailferry.mailsync.Content;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.Flags;
import org.mailferry.mailsync.InternalDate;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Message;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.realserver.DovecotServer;

class DovecotStoresTest extends MailStoresContract {
    private static DovecotServer server;
    private static final AtomicInteger MAILBOXES = new AtomicInteger();
    private static final Secrets PASSWORDS = reference -> reference.name().equals("WRONG") ? Secret.of("wrong-one") : DovecotServer.secrets().resolve(reference);

    private final String login = "user" + MAILBOXES.incrementAndGet() + "@corp.test";

    @BeforeAll static void start() {
        server = DovecotServer.start(DovecotServer.Layout.PLAIN);
    }

    @AfterAll static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override MailStores stores(MailsyncSettings settings) {
        return new ImapMailStores(PASSWORDS, settings);
    }

    @Override MailAccount account() {
        return server.mailbox(login);
    }

    @Override MailAccount wrongPassword() {
        return account(CredentialMode.OWN_PASSWORD, server.plain(), "WRONG");
    }

    private MailAccount account(CredentialMode mode, MailEndpoint endpoint, String secret) {
        Optional<String> service = mode == CredentialMode.OWN_PASSWORD ? Optional.empty() : Optional.of(DovecotServer.MASTER_USER);
        return new MailAccount(endpoint, mode, login, service, SecretReference.parse("env:" + secret));
    }

    private MailStore open(MailAccount account) {
        return stores(MailsyncSettings.defaults()).open(account, deadline());
    }

    @ParameterizedTest @EnumSource(value = CredentialMode.class, names = {"EXCHANGE_DELEGATE", "XOAUTH2"}, mode = EnumSource.Mode.EXCLUDE)
    void eachCredentialModeOpensTheSameMailbox(CredentialMode mode) {
        try (MailStore store = open(account())) {
            store.create("Marker");
        }
        try (MailStore store = open(account(mode, server.pinnedTls(), mode == CredentialMode.OWN_PASSWORD ? "USER" : "MASTER"))) {
            assertThat(store.folders()).anyMatch(folder -> folder.name().equals("Marker"));
        }
    }

    @Test void anUnknownCertificateIsNotTrusted() {
        MailEndpoint tls = MailEndpoint.of("127.0.0.1", server.tlsPort(), TransportSecurity.TLS);
        assertThatThrownBy(() -> open(account(CredentialMode.OWN_PASSWORD, tls, "USER"))).isInstanceOfSatisfying(MigrationException.class, e -> {
            assertThat(e.kind()).isEqualTo(FailureKind.PERMANENT);
            assertThat(e).hasMessageContaining("certificateSha256");
        });
    }

    @Test void anotherPinIsNotTrusted() {
        MailEndpoint other = new MailEndpoint("127.0.0.1", server.tlsPort(), TransportSecurity.TLS, Optional.of("ab".repeat(32)));
        assertThatThrownBy(() -> open(account(CredentialMode.OWN_PASSWORD, other, "USER"))).isInstanceOfSatisfying(MigrationException.class, e -> {
            assertThat(e.kind()).isEqualTo(FailureKind.PERMANENT);
            assertThat(e).hasMessageContaining(server.fingerprint());
        });
    }

    @Test void startTlsProtectsAPlainConnection() {
        MailEndpoint startTls = new MailEndpoint("127.0.0.1", server.port(), TransportSecurity.STARTTLS, Optional.of(server.fingerprint()));
        try (MailStore store = open(account(CredentialMode.OWN_PASSWORD, startTls, "USER"))) {
            assertThat(store.status("INBOX").messages()).isZero();
        }
    }

    @Test void aServerThatIsNotThereIsTransient() {
        MailEndpoint nobody = MailEndpoint.of("127.0.0.1", 1, TransportSecurity.PLAIN);
        assertThatThrownBy(() -> open(account(CredentialMode.OWN_PASSWORD, nobody, "USER"))).isInstanceOfSatisfying(MigrationException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
    }

    @Test void condstoreTellsWhichFlagsChanged() {
        try (MailStore store = open(account())) {
            OpenedFolder inbox = store.openForWriting("INBOX");
            Message message = new Message(0, Flags.NONE, new InternalDate("01-Jan-2020 00:00:00 +0000"), Content.of("Subject: a\r\n\r\n".getBytes()));
            inbox.append(List.of(message, message));
            long before = store.status("INBOX").highestModSeq().orElseThrow();
            long second = inbox.entriesFrom(1).get(1).uid();
            inbox.changeFlags(List.of(second), Flags.of("\\Flagged"), Flags.NONE);
            assertThat(inbox.flagsChangedSince(before)).containsOnlyKeys(second).containsEntry(second, Flags.of("\\Flagged"));
            assertThat(store.sizeBytes("INBOX")).hasValue(28);
        }
    }

    @Test void atTheHardEndTheConnectionIsCut() {
        Deadline over = Deadline.in(Clock.systemUTC(), Duration.ZERO, Duration.ofMillis(300));
        try (MailStore store = stores(MailsyncSettings.defaults()).open(account(), over)) {
            assertThatThrownBy(() -> {
                while (true) {
                    store.status("INBOX");
                }
            }).isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
        }
    }
}

package org.mailferry.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryEntry.Kind;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.directory.DirectorySource;
import org.mailferry.http.LoggedLines;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.realserver.SlapdServer;

/** What every directory must give us. A subclass starts one with {@link Company#LDIF} behind TLS made out to {@code localhost}. */
abstract class DirectoryListingContract {
    private static final SecretReference PASSWORD = SecretReference.parse("env:LDAP");

    abstract int port();

    abstract int tlsPort();

    abstract Path certificate();

    @Test void everyEntryIsListedHoweverManyPagesItTakes() {
        List<DirectoryEntry> entries = list(source("(mail=user*)"));
        assertThat(entries).hasSize(Company.PEOPLE).extracting(DirectoryEntry::dn).doesNotHaveDuplicates();
    }

    @Test void peopleAreToldFromWhatElseHasAnAddress() {
        Map<String, Kind> kinds = byLogin("(objectClass=*)", DirectoryEntry::kind);
        assertThat(kinds).containsEntry("Anna.Ivanova", Kind.PERSON).containsEntry("left", Kind.PERSON).containsEntry("sales", Kind.SHARED)
            .containsEntry("room1", Kind.RESOURCE).containsEntry("HealthMailbox0", Kind.SYSTEM).containsEntry("SystemMailbox{1}", Kind.SYSTEM)
            .containsEntry("arbitration", Kind.SYSTEM).containsEntry("pc1", Kind.OTHER);
    }

    @Test void theLoginKeepsItsLettersAndThePrimaryAddressComesFirst() {
        DirectoryEntry anna = byLogin("(sAMAccountName=anna.ivanova)", Function.identity()).get("Anna.Ivanova");
        assertThat(anna.addresses()).containsExactly(EmailAddress.parse("anna@corp.test"), EmailAddress.parse("a.ivanova@corp.test"),
            EmailAddress.parse("info@corp.test"));
        assertThat(anna.unreadable()).containsExactly("no address");
    }

    @Test void anEntryWithoutMailTakesItsPrimaryProxyAddress() {
        assertThat(byLogin("(sAMAccountName=boris)", DirectoryEntry::addresses).get("boris"))
            .containsExactly(EmailAddress.parse("boris@corp.test"), EmailAddress.parse("b@corp.test"));
    }

    @Test void aDisabledAccountIsSeenWithoutTheServersHelp() {
        Map<String, Boolean> disabled = byLogin("(|(sAMAccountName=left)(uid=locked)(sAMAccountName=anna.ivanova)(sAMAccountName=boris))",
            DirectoryEntry::disabled);
        assertThat(disabled).containsEntry("left", true).containsEntry("locked", true).containsEntry("Anna.Ivanova", false).containsEntry("boris", false);
    }

    @Test void startTlsWorksWithATrustedCertificate() {
        assertThat(list(new DirectorySource("ldap://localhost:" + port(), true, SlapdServer.MANAGER_DN, PASSWORD, SlapdServer.BASE_DN, "(uid=locked)")))
            .hasSize(1);
    }

    @Test void ldapsWorksWithATrustedCertificate() {
        assertThat(list(new DirectorySource("ldaps://localhost:" + tlsPort(), false, SlapdServer.MANAGER_DN, PASSWORD, SlapdServer.BASE_DN, "(uid=locked)")))
            .hasSize(1);
    }

    @Test void anUntrustedCertificateIsRefused() {
        DirectoryListing untrusting = new LdapDirectoryListing(settings(null), reference -> Secret.of(SlapdServer.MANAGER_PASSWORD));
        for (DirectorySource source : List.of(tls("ldap://localhost:" + port(), true), tls("ldaps://localhost:" + tlsPort(), false))) {
            MigrationException failure = catchThrowableOfType(MigrationException.class, () -> untrusting.list(source));
            assertThat(failure).as(source.url()).hasMessageContaining("mailferry.directory.trusted-certificates");
            assertThat(failure.kind()).isEqualTo(FailureKind.PERMANENT);
        }
    }

    @Test void aWrongPasswordIsPermanentAndNamesOnlyTheReference() {
        DirectoryListing wrong = new LdapDirectoryListing(settings(certificate()), reference -> Secret.of("canary-Wrong1"));
        try (LoggedLines log = new LoggedLines()) {
            MigrationException failure = catchThrowableOfType(MigrationException.class, () -> wrong.list(source("(mail=*)")));
            assertThat(failure).hasMessageContaining("env:LDAP").hasMessageNotContaining("canary");
            assertThat(failure.kind()).isEqualTo(FailureKind.PERMANENT);
            assertThat(log.text()).doesNotContain("canary");
        }
    }

    @Test void aBaseThatDoesNotExistIsPermanent() {
        assertThat(failure(new DirectorySource("ldap://127.0.0.1:" + port(), false, SlapdServer.MANAGER_DN, PASSWORD, "ou=gone," + SlapdServer.BASE_DN,
            "(mail=*)")).kind()).isEqualTo(FailureKind.PERMANENT);
    }

    @Test void aFilterThatIsNoneIsPermanent() {
        assertThat(failure(source("(mail=")).kind()).isEqualTo(FailureKind.PERMANENT);
    }

    @Test void aDirectoryThatDoesNotListenIsTransient() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(failure(tls("ldap://127.0.0.1:" + closed, false)).kind()).isEqualTo(FailureKind.TRANSIENT);
    }

    @Test void aDirectoryThatDoesNotAnswerIsTransient() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(failure(tls("ldap://127.0.0.1:" + silent.getLocalPort(), false)).kind()).isEqualTo(FailureKind.TRANSIENT);
        }
    }

    DirectorySource source(String filter) {
        return new DirectorySource("ldap://127.0.0.1:" + port(), false, SlapdServer.MANAGER_DN, PASSWORD, SlapdServer.BASE_DN, filter);
    }

    List<DirectoryEntry> list(DirectorySource source) {
        return listing().list(source);
    }

    private DirectoryListing listing() {
        return new LdapDirectoryListing(settings(certificate()), reference -> Secret.of(SlapdServer.MANAGER_PASSWORD));
    }

    private MigrationException failure(DirectorySource source) {
        return catchThrowableOfType(MigrationException.class, () -> listing().list(source));
    }

    private static DirectorySource tls(String url, boolean startTls) {
        return new DirectorySource(url, startTls, SlapdServer.MANAGER_DN, PASSWORD, SlapdServer.BASE_DN, "(mail=*)");
    }

    private <T> Map<String, T> byLogin(String filter, Function<DirectoryEntry, T> what) {
        return list(source(filter)).stream().filter(entry -> !entry.addresses().isEmpty()).collect(Collectors.toMap(DirectoryEntry::login, what));
    }

    private static LdapSettings settings(@Nullable Path certificate) {
        return new LdapSettings(Duration.ofSeconds(2), Duration.ofSeconds(2), 60, certificate);
    }
}

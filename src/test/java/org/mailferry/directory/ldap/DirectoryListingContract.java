package org.mailferry.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailferry.directory.DirectoryEntry;
import org.mailferry.directory.DirectoryEntry.Kind;
import org.mailferry.directory.DirectoryGroup;
import org.mailferry.directory.DirectoryListing;
import org.mailferry.directory.DirectorySource;
import org.mailferry.directory.MailingLists;
import org.mailferry.directory.MailingLists.MailingList;
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

    @Test void aPauseAfterWrongPasswordsIsNoDisabledAccount() {
        assertThat(byLogin("(|(uid=retired)(uid=mistyped))", DirectoryEntry::disabled)).containsEntry("retired", true).containsEntry("mistyped", false);
    }

    @Test void nameAndDateOfCreationAreReadWhereTheyAreShown() {
        DirectoryEntry person = byLogin("(uid=mistyped)", Function.identity()).get("mistyped");
        assertThat(person.givenName() + " " + person.familyName()).isEqualTo("Mis Typed");
        assertThat(person.created()).contains(Instant.parse("2026-03-02T10:30:00Z"));
    }

    @Test void groupsComeWithNestedOnesHoweverManyPagesItTakes() {
        List<DirectoryGroup> groups = listing().groups(lists(""));
        assertThat(groups).hasSize(Company.LISTS + 2).extracting(DirectoryGroup::dn).doesNotHaveDuplicates();
        MailingList staff = MailingLists.of(groups, list(source("(mail=*)"))).lists().stream()
            .filter(list -> list.address().text().equals("staff@corp.test")).findFirst().orElseThrow();
        assertThat(staff.name()).isEqualTo("All staff");
        assertThat(staff.members()).extracting(EmailAddress::text).containsExactly("user1@corp.test", "user2@corp.test");
        assertThat(staff.withoutMailbox()).containsExactly("cn=left,ou=people,dc=corp,dc=test", "cn=nobody,ou=people,dc=corp,dc=test");
    }

    @Test void theGuidesFilterOfOpenLdapFindsTheSameListsAndNoExchangeAddresses() {
        assertThat(listing().groups(lists("openldap"))).filteredOn(group -> group.name().equals("All staff")).singleElement()
            .extracting(DirectoryGroup::addresses).isEqualTo(List.of(EmailAddress.parse("staff@corp.test")));
        assertThat(listing().groups(lists("ad"))).filteredOn(group -> group.name().equals("All staff")).singleElement()
            .extracting(DirectoryGroup::addresses).asString().isEqualTo("[staff@corp.test, everybody@corp.test]");
    }

    @Test void aPresetsFilterHoldsWhereThePlanNamesNone() {
        DirectorySource preset = new DirectorySource("ldap://127.0.0.1:" + port(), false, SlapdServer.MANAGER_DN, PASSWORD, SlapdServer.BASE_DN, "", "ad", "", "");
        assertThat(list(preset)).extracting(DirectoryEntry::login).contains("Anna.Ivanova", "user249").doesNotContain("boris", "locked");
    }

    @Test void aKindWithoutPresetIsPermanentAndNamesThoseThatThereAre() {
        assertThat(catchThrowableOfType(MigrationException.class, () -> listing().groups(lists("novell")))).hasMessageContaining("freeipa");
    }

    @Test void aReferenceToAnotherServerIsNotFollowedAndTold() {
        try (LoggedLines log = new LoggedLines()) {
            assertThat(list(source("(objectClass=*)"))).hasSizeGreaterThan(Company.PEOPLE);
            assertThat(log.text()).contains("refers to [ldap://127.0.0.1:9/ou=branch").contains("not followed");
        }
    }

    @Test void aBaseOnAnotherServerIsPermanentAndNamesThatServer() {
        MigrationException failure = failure(new DirectorySource("ldap://127.0.0.1:" + port(), false, SlapdServer.MANAGER_DN, PASSWORD,
            "ou=branch," + SlapdServer.BASE_DN, "(mail=*)"));
        assertThat(failure.kind()).isEqualTo(FailureKind.PERMANENT);
        assertThat(failure).hasMessageContaining("ldap://127.0.0.1:9/");
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

    private DirectorySource lists(String product) {
        return new DirectorySource("ldap://127.0.0.1:" + port(), false, SlapdServer.MANAGER_DN, PASSWORD, SlapdServer.BASE_DN, "(mail=*)", product,
            "ou=lists," + SlapdServer.BASE_DN, "");
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

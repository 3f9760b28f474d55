package org.mailferry.process.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.Secrets;
import org.mailferry.process.security.Browser;
import org.mailferry.process.security.LoginThrottle;
import org.mailferry.process.security.PeopleOnly;
import org.mailferry.realserver.SlapdServer;
import org.mailferry.realserver.TestCertificate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The engine with OpenLDAP's users, asked over REST and the webapps. */
@SpringBootTest(classes = PeopleOnly.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
    "spring.datasource.url=jdbc:h2:mem:directory;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;"
        + "INIT=CREATE DOMAIN IF NOT EXISTS BLOB AS BINARY LARGE OBJECT",
    "camunda.bpm.job-execution.enabled=false", "camunda.bpm.auto-deployment-enabled=false", "spring.flyway.enabled=false"})
class DirectoryLoginIT {
    private static final String PASSWORD = "correct horse battery";
    private static @Nullable SlapdServer slapd;

    @LocalServerPort int port;
    @Autowired ProcessEngine engine;

    @DynamicPropertySource static void directory(DynamicPropertyRegistry settings) {
        settings.add("mailferry.login.ldap.url", () -> "ldap://localhost:" + slapd.port());
        settings.add("mailferry.login.ldap.trust-file", () -> slapd.certificate().toString());
        settings.add("mailferry.login.ldap.bind-dn", () -> "cn=manager,dc=corp,dc=test");
        settings.add("mailferry.login.ldap.bind-password", () -> "env:READER");
        settings.add("mailferry.login.ldap.user-base", () -> "ou=people,dc=corp,dc=test");
        settings.add("mailferry.login.ldap.group-base", () -> "ou=groups,dc=corp,dc=test");
        settings.add("mailferry.login.ldap.groups.operators", () -> "mail migration team");
        settings.add("mailferry.login.ldap.groups.administrators[0]", () -> "cn=tool-admins,ou=groups,dc=corp,dc=test");
    }

    @BeforeAll static void start(@TempDir Path folder) throws IOException {
        try (var ldif = DirectoryLoginIT.class.getResourceAsStream("people.ldif")) {
            slapd = SlapdServer.start(folder, SlapdServer.base() + new String(ldif.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @AfterAll static void stop() {
        if (slapd != null) {
            slapd.close();
        }
    }

    private int rest(String user, String password) {
        return Browser.basic(port, user, password).get("/engine-rest/engine").statusCode();
    }

    private List<String> groupsOf(String user) {
        return engine.getIdentityService().createGroupQuery().groupMember(user).list().stream().map(Group::getId).toList();
    }

    private static DirectorySettings settings(String url, @Nullable Path trustFile, boolean plaintext) {
        return new DirectorySettings(url, plaintext, trustFile, "cn=manager,dc=corp,dc=test", "env:READER", "ou=people,dc=corp,dc=test",
            "(objectClass=person)", "uid", "givenName", "sn", "mail", "(employeeType=blocked)", "ou=groups,dc=corp,dc=test",
            "(objectClass=groupOfNames)", "cn", "member", Map.of("operators", List.of("Mail migration team")), Duration.ofSeconds(5),
            Duration.ofSeconds(5), Duration.ofMinutes(1));
    }

    private static KnownPeople people(DirectorySettings settings) {
        Secrets secrets = reference -> Secret.of(SlapdServer.MANAGER_PASSWORD);
        return new KnownPeople(new Directory(settings, new DirectoryConnector(settings, secrets)), settings.refresh(),
            new LoginThrottle(Clock.systemUTC()), Clock.systemUTC());
    }

    @Test void directoryUserSignsInOverRestAndTheWebapps() {
        assertThat(rest("anna", PASSWORD)).isEqualTo(200);
        assertThat(Browser.signedIn(port, "anna", PASSWORD, "tasklist").get("/camunda/api/engine/engine/default/filter?resourceType=Task").body())
            .contains("My group's tasks", "My tasks");
        assertThat(Browser.anonymous(port).login("viktor", PASSWORD, "cockpit").statusCode()).as("a change manager in Cockpit").isEqualTo(403);
    }

    @Test void groupsResolveByNameAndByDn() {
        assertThat(groupsOf("anna")).containsExactly("operators");
        assertThat(groupsOf("viktor")).containsExactly("change-managers");
        assertThat(groupsOf("adam")).containsExactly("administrators");
        assertThat(groupsOf("nina")).isEmpty();
        assertThat(Browser.basic(port, "anna", PASSWORD).get("/actuator/metrics").statusCode()).isEqualTo(403);
        assertThat(Browser.basic(port, "adam", PASSWORD).get("/actuator/metrics").statusCode()).isEqualTo(200);
    }

    @Test void wrongAndEmptyPasswordsAreRefused() {
        assertThat(rest("viktor", "wrong")).isEqualTo(401);
        assertThat(rest("viktor", "")).isEqualTo(401);
        assertThat(engine.getIdentityService().checkPassword("viktor", "")).isFalse();
        assertThat(engine.getIdentityService().checkPassword("viktor", null)).isFalse();
        assertThat(rest("", PASSWORD)).isEqualTo(401);
        assertThat(rest("viktor", PASSWORD)).isEqualTo(200);
    }

    @Test void disabledAndRolelessAndUnknownPeopleAreRefused() {
        assertThat(rest("boris", PASSWORD)).isEqualTo(401);
        assertThat(rest("bella", PASSWORD)).isEqualTo(401);
        assertThat(rest("nina", PASSWORD)).isEqualTo(401);
        assertThat(rest("manager", SlapdServer.MANAGER_PASSWORD)).isEqualTo(401);
        assertThat(rest("nobody", PASSWORD)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "ann*", "anna)(uid=*", "*)(|(uid=*", "anna\\00", "anna,ou=people", "(anna)"})
    void aFilterHiddenInTheUserIdFindsNobody(String userId) {
        assertThat(engine.getIdentityService().checkPassword(userId, PASSWORD)).isFalse();
    }

    @Test void theUserIdIsTheDirectorysWhateverWasTyped() {
        assertThat(Browser.basic(port, "ANNA", PASSWORD).get("/engine-rest/user/anna/profile").body()).contains("\"id\":\"anna\"", "Анна");
    }

    @Test void usersAreFoundAndNobodyCanBeWritten() {
        assertThat(engine.getIdentityService().isReadOnly()).isTrue();
        assertThat(engine.getIdentityService().createUserQuery().memberOfGroup("operators").orderByUserId().desc().list())
            .extracting(User::getId).containsExactly("boris", "bella", "anna");
        assertThat(engine.getIdentityService().createUserQuery().userLastNameLike("%man%").singleResult().getId()).isEqualTo("viktor");
        assertThat(engine.getIdentityService().createUserQuery().listPage(1, 2)).hasSize(2);
        assertThat(engine.getIdentityService().createTenantQuery().count()).isZero();
        assertThatThrownBy(() -> engine.getIdentityService().saveUser(engine.getIdentityService().newUser("x")))
            .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test void peopleSeeOnlyThoseTheyMaySee() {
        assertThat(Browser.basic(port, "anna", PASSWORD).get("/engine-rest/user").body()).contains("anna").doesNotContain("viktor");
        assertThat(Browser.basic(port, "adam", PASSWORD).get("/engine-rest/user").body()).contains("anna", "viktor");
    }

    @Test void noSetUpTokenIsOffered() {
        assertThat(Browser.anonymous(port).get("/setup").statusCode()).isEqualTo(410);
        assertThat(Browser.anonymous(port).post("/camunda/api/admin/setup/default/user/create", "{}").statusCode()).isEqualTo(403);
    }

    @Test void aChangedPasswordAndALostGroupCountAtTheNextLogin() throws LDAPException {
        String adam = "uid=adam,ou=people,dc=corp,dc=test";
        try (LDAPConnection admin = new LDAPConnection("127.0.0.1", slapd.port(), SlapdServer.ROOT_DN, SlapdServer.ROOT_PASSWORD)) {
            admin.modify(adam, new Modification(ModificationType.REPLACE, "userPassword", "another long one"));
            assertThat(rest("adam", PASSWORD)).isEqualTo(401);
            assertThat(rest("adam", "another long one")).isEqualTo(200);
            admin.modify("cn=tool-admins,ou=groups,dc=corp,dc=test", new Modification(ModificationType.REPLACE, "member", "cn=nobody"));
            assertThat(rest("adam", "another long one")).isEqualTo(401);
            admin.modify("cn=tool-admins,ou=groups,dc=corp,dc=test", new Modification(ModificationType.REPLACE, "member", adam));
            admin.modify(adam, new Modification(ModificationType.REPLACE, "userPassword", PASSWORD));
        }
    }

    @Test void theDirectorysCertificateIsChecked() {
        assertThat(people(settings("ldaps://localhost:" + slapd.tlsPort(), slapd.certificate(), false)).accepts("anna", PASSWORD)).isTrue();
        for (String url : List.of("ldaps://localhost:" + slapd.tlsPort(), "ldap://localhost:" + slapd.port())) {
            assertThatThrownBy(() -> people(settings(url, null, false)).accepts("anna", PASSWORD))
                .hasMessageContaining("The directory cannot be asked").hasMessageNotContaining(SlapdServer.MANAGER_PASSWORD);
        }
    }

    @Test void aTrustedCertificateOfAnotherHostIsRefused(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.of("elsewhere.corp.test", folder);
        SSLUtil tls = new SSLUtil(new KeyStoreKeyManager(certificate.keyStore().toFile(), TestCertificate.PASSWORD.toCharArray(), "PKCS12", "server"), null);
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(SlapdServer.BASE_DN);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, tls.createSSLSocketFactory()),
            InMemoryListenerConfig.createLDAPSConfig("ldaps", InetAddress.getLoopbackAddress(), 0, tls.createSSLServerSocketFactory(), null));
        try (InMemoryDirectoryServer elsewhere = new InMemoryDirectoryServer(config)) {
            elsewhere.startListening();
            for (String url : List.of("ldaps://localhost:" + elsewhere.getListenPort("ldaps"), "ldap://localhost:" + elsewhere.getListenPort("ldap"))) {
                assertThatThrownBy(() -> people(settings(url, certificate.certificate(), false)).accepts("anna", PASSWORD))
                    .hasMessageContaining("The directory cannot be asked").hasStackTraceContaining("Hostname verification failed");
            }
        }
    }

    @Test void plainTextIsPossibleOnPurposeOnly() {
        assertThat(people(settings("ldap://127.0.0.1:" + slapd.port(), null, true)).accepts("anna", PASSWORD)).isTrue();
    }

    @Test void guessingIsSlowedDown() {
        KnownPeople people = people(settings("ldap://localhost:" + slapd.port(), slapd.certificate(), false));
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(people.accepts("anna", "wrong " + attempt)).isFalse();
        }
        assertThat(people.accepts("anna", PASSWORD)).as("the right one, at once").isFalse();
    }

    @Test void everybodyWithARoleIsKnown() {
        assertThat(people(settings("ldap://localhost:" + slapd.port(), slapd.certificate(), false)).all().stream().map(Person::id).collect(Collectors.toSet()))
            .containsExactlyInAnyOrder("anna", "boris", "bella", "viktor");
    }
}

package org.mailferry.process.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Secret;
import org.mailferry.process.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.unit.DataSize;

/** A new installation: nobody is there yet. */
@SpringBootTest(classes = PeopleOnly.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
    "spring.datasource.url=jdbc:h2:mem:first;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1;"
        + "INIT=CREATE DOMAIN IF NOT EXISTS BLOB AS BINARY LARGE OBJECT",
    "camunda.bpm.job-execution.enabled=false", "camunda.bpm.auto-deployment-enabled=false", "spring.flyway.enabled=false"})
class FirstAdministratorIT {
    private static final String PASSWORD = "correct horse battery";

    @LocalServerPort int port;
    @Autowired ProcessEngine engine;
    @Autowired Accounts accounts;
    @Autowired FirstAdministrator firstAdministrator;
    @Autowired PeopleBootstrap bootstrap;

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);

    @BeforeEach void nobody() {
        List<User> users = engine.getIdentityService().createUserQuery().list();
        users.forEach(user -> engine.getIdentityService().deleteUser(user.getId()));
    }

    private FirstAdministrator withOwnClock() {
        return new FirstAdministrator(accounts, clock, new SecuritySettings(Duration.ofHours(1), Duration.ofMinutes(1), DataSize.ofMegabytes(1)));
    }

    private FirstAdministrator.Outcome make(FirstAdministrator first, String token) {
        return first.make(Secret.of(token), "root", "Rita", "Root", Secret.of(PASSWORD));
    }

    private int post(Map<String, String> changes) {
        Map<String, String> form = new HashMap<>(Map.of("token", "x", "userId", "rita", "firstName", "Rita", "lastName", "Root", "password", PASSWORD,
            "again", PASSWORD));
        form.putAll(changes);
        return Browser.anonymous(port).form("/setup", form).statusCode();
    }

    @Test void theTokenMakesOneAdministratorOnce() {
        String token = firstAdministrator.offerToken().orElseThrow().reveal();
        Browser visitor = Browser.anonymous(port);
        assertThat(visitor.get("/camunda/app/tasklist/default/").headers().firstValue("Location")).hasValueSatisfying(place -> assertThat(place).endsWith("/setup"));
        assertThat(visitor.get("/setup").statusCode()).isEqualTo(200);
        assertThat(post(Map.of("token", "wrong"))).isEqualTo(403);
        assertThat(post(Map.of("token", token, "again", "another"))).isEqualTo(400);
        assertThat(post(Map.of("token", token, "password", "short", "again", "short"))).isEqualTo(400);
        assertThat(post(Map.of("token", token, "userId", "no spaces"))).isEqualTo(400);
        assertThat(post(Map.of("token", token))).isEqualTo(201);
        assertThat(post(Map.of("token", token, "userId", "second"))).isEqualTo(410);
        assertThat(visitor.get("/setup").statusCode()).isEqualTo(410);
        assertThat(Browser.signedIn(port, "rita", PASSWORD, "admin").get("/camunda/api/engine/engine/default/user").body()).contains("rita");
        assertThat(firstAdministrator.offerToken()).isEmpty();
        assertThat(engine.getIdentityService().createUserQuery().count()).isEqualTo(1);
    }

    @Test void aTokenExpires() {
        FirstAdministrator first = withOwnClock();
        String token = first.offerToken().orElseThrow().reveal();
        now = now.plus(Duration.ofMinutes(61));
        assertThat(make(first, token)).isEqualTo(FirstAdministrator.Outcome.EXPIRED);
    }

    @Test void anotherStartMakesTheFormerTokenVoid() {
        FirstAdministrator first = withOwnClock();
        String former = first.offerToken().orElseThrow().reveal();
        String token = first.offerToken().orElseThrow().reveal();
        assertThat(make(first, former)).isEqualTo(FirstAdministrator.Outcome.WRONG_TOKEN);
        assertThat(make(first, token)).isEqualTo(FirstAdministrator.Outcome.MADE);
    }

    @Test void wrongTokensAreTakenFiveTimesAMinute() {
        FirstAdministrator first = withOwnClock();
        String token = first.offerToken().orElseThrow().reveal();
        IntStream.range(0, 5).forEach(attempt -> assertThat(make(first, "wrong")).isEqualTo(FirstAdministrator.Outcome.WRONG_TOKEN));
        assertThat(make(first, token)).isEqualTo(FirstAdministrator.Outcome.TOO_MANY_TRIES);
        now = now.plusSeconds(61);
        assertThat(make(first, token)).isEqualTo(FirstAdministrator.Outcome.MADE);
    }

    @Test void anAdministratorMadeElsewhereEndsTheOffer() {
        FirstAdministrator first = withOwnClock();
        String token = first.offerToken().orElseThrow().reveal();
        accounts.ensure("adam", "Adam", "Administrator", Secret.of(PASSWORD), Role.ADMINISTRATORS);
        assertThat(first.isAwaited()).isFalse();
        assertThat(make(first, token)).isEqualTo(FirstAdministrator.Outcome.NOT_AWAITED);
    }

    @Test void aChangedGrantOfOursIsPutRightAtTheNextStart() {
        Authorization grant = engine.getAuthorizationService().createAuthorizationQuery().groupIdIn("auditors").resourceType(Resources.TASK).singleResult();
        grant.addPermission(org.camunda.bpm.engine.authorization.TaskPermissions.UPDATE);
        engine.getAuthorizationService().saveAuthorization(grant);
        bootstrap.prepare();
        assertThat(engine.getAuthorizationService().isUserAuthorized("x", List.of("auditors"),
            org.camunda.bpm.engine.authorization.TaskPermissions.UPDATE, Resources.TASK)).isFalse();
    }
}

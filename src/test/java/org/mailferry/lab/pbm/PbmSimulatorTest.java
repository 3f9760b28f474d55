package org.mailferry.lab.pbm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Secret;

/** The guide's own examples, sent by the JDK's client. */
class PbmSimulatorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final PbmSimulator pbm = new PbmSimulator(0, PbmSimulator.Settings.of("corp.test", Secret.of("Creator1")),
        Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC));
    private final HttpClient client = HttpClient.newHttpClient();
    private String contentType = "application/x-www-form-urlencoded";
    private String admin = "";

    @AfterEach void close() {
        pbm.close();
    }

    @Test void loginAnswersAsTheGuidePrints() throws Exception {
        JsonNode answer = call("POST", "/auth", "login=creator@corp.test&password=Creator1", "").json();
        List<String> names = new ArrayList<>();
        answer.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("access_token", "refresh_token", "expire", "tenant-id", "role");
        assertThat(answer.path("role").asInt()).isEqualTo(3);
    }

    @Test void theGuidesErrorsAreToTheLetter() throws Exception {
        String token = login("creator@corp.test", "Creator1");
        assertThat(call("PUT", "/users/default/a@corp.test", "userPassword=abc123&employeeNumber=1&cn=A&mailAlternateAddress=a@corp.test", token))
            .isEqualTo(new Answer(400, "{\"message\":{\"sn\":\"sn is a required value\"}}"));
        pbm.expireTokens();
        assertThat(call("GET", "/users/default", "", token)).isEqualTo(new Answer(401, "{\"message\":\"TOKEN EXPIRED\"}"));
        make("u@corp.test", "U", "User", "2");
        assertThat(call("GET", "/users/default", "", login("u@corp.test", "abc123"))).isEqualTo(new Answer(403,
            "{\"message\":\"You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.\"}"));
    }

    @Test void tenantsBelongToTheSuperAdministrator() throws Exception {
        String creator = login("creator@corp.test", "Creator1");
        assertThat(call("PUT", "/tenants/branch", "domain=branch.test", creator)).isEqualTo(new Answer(200, "{\"success\":true}"));
        assertThat(call("GET", "/tenants", "", creator).body()).isEqualTo("[\"branch\",\"default\"]");
        make("admin@corp.test", "A", "Admin", "1");
        String tenantAdmin = login("admin@corp.test", "abc123");
        assertThat(call("GET", "/tenants", "", tenantAdmin).status()).isEqualTo(403);
        assertThat(call("GET", "/users/branch", "", tenantAdmin).status()).as("another tenant").isEqualTo(403);
        assertThat(call("GET", "/users/default", "", tenantAdmin).status()).isEqualTo(200);
    }

    @Test void usersAreSearchedSortedAndPaged() throws Exception {
        for (int i = 0; i < 25; i++) {
            make(String.format("user%02d@corp.test", i), "Имя" + i, i % 2 == 0 ? "Чётный" : "Нечётный", "2");
        }
        String token = login("creator@corp.test", "Creator1");
        JsonNode first = call("GET", "/users/default?page=1&orderby=mail", "", token).json();
        assertThat(first.path("total").asInt()).as("with the creator").isEqualTo(26);
        assertThat(first.path("users")).hasSize(20);
        assertThat(call("GET", "/users/default?page=2&orderby=mail", "", token).json().path("users")).hasSize(6);
        JsonNode odd = call("GET", "/users/default?search=%D0%BD%D0%B5%D1%87&sort=1", "", token).json();
        assertThat(odd.path("total").asInt()).isEqualTo(12);
        assertThat(odd.path("users").get(0).path("mail").asText()).isEqualTo("user23@corp.test");
    }

    @Test void theKnownBugOfTheUserListCanBeSwitchedOn() throws Exception {
        String token = login("creator@corp.test", "Creator1");
        pbm.faults().breakUserList(true);
        assertThat(call("GET", "/users/default", "", token).status()).isEqualTo(500);
        pbm.faults().breakUserList(false);
        assertThat(call("GET", "/users/default", "", token).status()).isEqualTo(200);
    }

    @Test void theWipingHeaderWipesOptionalFields() throws Exception {
        make("a@corp.test", "A", "A", "2");
        String token = login("creator@corp.test", "Creator1");
        contentType = "application/json-patch+json";
        call("PATCH", "/users/default/a@corp.test", "[{\"op\":\"add\",\"path\":\"/ou\",\"value\":\"Development\"},"
            + "{\"op\":\"add\",\"path\":\"/alias\",\"value\":\"b@corp.test\"}]", token);
        admin = "webAdminSolo";
        call("PATCH", "/users/default/a@corp.test", "[{\"op\":\"replace\",\"path\":\"/alias\",\"value\":\"\"}]", token);
        JsonNode wiped = call("GET", "/users/default/a@corp.test", "", token).json();
        assertThat(wiped.path("alias")).isEmpty();
        assertThat(wiped.has("ou")).isFalse();
        assertThat(pbm.calls()).anyMatch(PbmCall::webAdminSolo);
    }

    @Test void anAliasIsRemovedByItsPathAndAPatchIsAllOrNothing() throws Exception {
        make("a@corp.test", "A", "A", "2");
        String token = login("creator@corp.test", "Creator1");
        contentType = "application/json-patch+json";
        call("PATCH", "/users/default/a@corp.test", "[{\"op\":\"add\",\"path\":\"/alias\",\"value\":\"b@corp.test\"}]", token);
        assertThat(call("PATCH", "/users/default/a@corp.test", "[{\"op\":\"remove\",\"path\":\"/alias/b@corp.test\"},"
            + "{\"op\":\"replace\",\"path\":\"/inetUserStatus\",\"value\":0}]", token).status()).as("a number is no string").isEqualTo(400);
        assertThat(call("GET", "/users/default/a@corp.test", "", token).json().path("alias")).hasSize(1);
        assertThat(call("PATCH", "/users/default/a@corp.test", "[{\"op\":\"remove\",\"path\":\"/alias/b@corp.test\"}]", token).status()).isEqualTo(200);
        assertThat(call("GET", "/users/default/a@corp.test", "", token).json().path("alias")).isEmpty();
    }

    @Test void aMailServerCanFollow() throws Exception {
        List<PbmSimulator.Account> followed = new ArrayList<>();
        pbm.follow(followed::add);
        make("a@corp.test", "A", "A", "2");
        assertThat(followed).containsExactly(new PbmSimulator.Account("a@corp.test", Secret.of("abc123"), "2", List.of()));
    }

    private record Answer(int status, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    private void make(String mail, String givenName, String familyName, String role) throws Exception {
        String form = "userPassword=abc123&employeeNumber=" + role + "&cn=" + givenName + "&sn=" + familyName + "&mailAlternateAddress=" + mail;
        assertThat(call("PUT", "/users/default/" + mail, form, login("creator@corp.test", "Creator1")).status()).isEqualTo(200);
    }

    private String login(String login, String password) throws Exception {
        return call("POST", "/auth", "login=" + login + "&password=" + password, "").json().path("access_token").asText();
    }

    private Answer call(String method, String path, String body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(pbm.url() + "/v2" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", contentType);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!admin.isEmpty()) {
            request.header("isAdmin", admin);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}

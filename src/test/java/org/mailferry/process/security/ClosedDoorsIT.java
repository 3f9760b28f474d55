package org.mailferry.process.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody gets without a login, and what nobody gets at all. */
class ClosedDoorsIT extends PeopleServer {
    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest/engine", "/engine-rest/task", "/engine-rest/process-definition", "/engine-rest/user", "/engine-rest/",
        "/engine-rest", "/actuator", "/actuator/metrics", "/actuator/env", "/plan/any", "/report/any", "/api/any",
        "/camunda/api/engine/engine/default/task", "/camunda/api/cockpit/plugin/base/default/process-instance/count",
        "/nothing", "/h2-console", "/v3/api-docs"})
    void anonymousIsRefused(String path) {
        assertThat(anonymous().get(path).statusCode()).as(path).isIn(401, 403);
    }

    @Test void healthIsOpenAndTellsNoDetails() {
        assertThat(anonymous().get("/actuator/health").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test void metricsAreForAdministratorsAndAuditors() {
        assertThat(restAs("adam").get("/actuator/metrics").statusCode()).isEqualTo(200);
        assertThat(restAs("olga").get("/actuator/metrics").statusCode()).isEqualTo(200);
        assertThat(restAs("anna").get("/actuator/metrics").statusCode()).isEqualTo(403);
    }

    @Test void differencesAreForThoseWhoRepairAgreeToAndExamineThem() {
        String page = "/report/any/differences/anna@corp.test";
        assertThat(anonymous().get(page).statusCode()).isIn(401, 403);
        for (String user : List.of("adam", "nina")) {
            assertThat(restAs(user).get(page).statusCode()).as(user).isEqualTo(403);
        }
        for (String user : List.of("anna", "viktor", "olga")) {
            assertThat(restAs(user).get(page).statusCode()).as(user).isNotIn(401, 403);
        }
    }

    @Test void wrongAndEmptyPasswordsAreRefused() {
        assertThat(Browser.basic(port, "nobody-here", PASSWORD).get("/engine-rest/engine").statusCode()).isEqualTo(401);
        assertThat(Browser.basic(port, "nina", "").get("/engine-rest/engine").statusCode()).isEqualTo(401);
        assertThat(Browser.basic(port, "", "").get("/engine-rest/engine").statusCode()).isEqualTo(401);
    }

    @Test void guessedPasswordsLockTheUserForAWhile() {
        accounts.ensure("gustav", "Gustav", "Guessed", org.mailferry.kernel.Secret.of(PASSWORD));
        assertThat(restAs("gustav").get("/engine-rest/engine").statusCode()).isEqualTo(200);
        assertThat(Browser.basic(port, "gustav", "wrong").get("/engine-rest/engine").statusCode()).isEqualTo(401);
        assertThat(restAs("gustav").get("/engine-rest/engine").statusCode()).as("right password within the lock").isEqualTo(401);
    }

    @Test void oneRequestLeavesNoIdentityBehindForTheNext() {
        assertThat(restAs("adam").get("/engine-rest/user/count").body()).contains("\"count\":");
        assertThat(restAs("nina").get("/engine-rest/user").body()).doesNotContain("adam");
        assertThat(anonymous().get("/engine-rest/user").statusCode()).isEqualTo(401);
    }

    /** CVE-2026-77226: makes an administrator without a login. */
    @ParameterizedTest
    @ValueSource(strings = {
        "/camunda/api/admin/setup/default/user/create", "/camunda/api/admin/setup/default/user/create/",
        "/camunda/api/admin/setup;x=1/default/user/create", "/camunda/api/admin;x/setup/default/user/create",
        "/camunda/api/admin/%73etup/default/user/create", "/camunda/api/admin/set%75p/default/user/create",
        "/camunda/api/admin/%2e/setup/default/user/create", "/camunda/api/admin/x/%2e%2e/setup/default/user/create",
        "/camunda/api/admin/./setup/default/user/create", "/camunda/api/cockpit/../admin/setup/default/user/create",
        "/camunda/api/admin//setup/default/user/create", "//camunda/api/admin/setup/default/user/create",
        "/camunda/api/admin/%2fsetup/default/user/create", "/camunda/api/admin/%252e/setup/default/user/create",
        "/camunda/api/admin/SETUP/default/user/create", "/camunda/API/admin/setup/default/user/create",
        "/CAMUNDA/api/admin/setup/default/user/create", "/camunda/api/admin/setup%20/default/user/create",
        "/camunda/api/admin/setup/default/user%2fcreate", "/camunda/api/admin/setup%5cdefault/user/create",
        "/camunda/api/admin/setup/default/../default/user/create", "/camunda/api/admin/setup"})
    void firstRunEndpointOfTheWebappsIsClosed(String path) {
        String json = "{\"profile\":{\"id\":\"mallory\"},\"credentials\":{\"password\":\"correct horse battery\"}}";
        for (Browser browser : List.of(anonymous(), restAs("adam"), webappAs("adam", "admin"))) {
            assertThat(browser.post(path, json).statusCode()).as(path).isBetween(400, 499);
        }
        assertThat(engine.getIdentityService().createUserQuery().userId("mallory").count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/camunda/app/admin/default/setup", "/camunda/app/admin/default/setup/", "/camunda/app/admin/default/%73etup/",
        "/camunda/app/admin/default/setup;x/", "/camunda/app/admin/default//setup/"})
    void firstRunPageOfTheWebappsIsClosed(String path) {
        assertThat(anonymous().get(path).statusCode()).as(path).isIn(400, 403);
    }

    @Test void theEndpointIsClosedByUsAndNotOnlyByThePresentAdministrator() {
        var answer = webappAs("adam", "admin").post("/camunda/api/admin/setup/default/user/create", "{}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("Setup action not available");
    }
}

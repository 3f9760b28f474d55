package org.mailferry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.Secret;
import org.mailferry.process.MailMigrationProcess;
import org.mailferry.process.RunbookVariables;

/** Starts a migration over the REST API of a running Mailferry and puts its answer into words. */
final class MigrationStart {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final String user;
    private final Secret password;

    MigrationStart(URI server, String user, Secret password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    /** @param text what became of it and what to do next */
    record Result(boolean started, String text) {}

    Result start(PlanName plan) {
        try {
            HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();
            HttpResponse<String> answer = client.send(request(plan), BodyHandlers.ofString());
            return answer.statusCode() == 200 ? started(plan, answer.body()) : new Result(false, refusal(answer));
        } catch (IOException e) {
            return new Result(false, "No Mailferry answers at " + server + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(false, "Interrupted; look in Cockpit whether the migration was started");
        }
    }

    private HttpRequest request(PlanName plan) throws JsonProcessingException {
        String body = JSON.writeValueAsString(Map.of("businessKey", plan.text(),
            "variables", Map.of(RunbookVariables.PLAN_NAME.name(), Map.of("value", plan.text(), "type", "String"))));
        String login = Base64.getEncoder().encodeToString((user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(base() + "/engine-rest/process-definition/key/" + MailMigrationProcess.KEY + "/submit-form"))
            .timeout(PATIENCE).header("Authorization", "Basic " + login).header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)).build();
    }

    private Result started(PlanName plan, String body) {
        String id = field(body, "id");
        return id.isEmpty() ? new Result(false, server + " answered, but not as Mailferry does: is the address right?")
            : new Result(true, "Started the migration of plan '" + plan + "' as instance " + id + "\nTasks: " + base()
                + "/camunda/app/tasklist/\nProgress: " + base() + "/camunda/app/cockpit/default/#/process-instance/" + id);
    }

    private String refusal(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 401 -> "User '" + user + "' or the password is wrong, or the account is locked for a moment after wrong passwords";
            case 403 -> "User '" + user + "' may not start a migration: that is for the group operators";
            case 404 -> server + " has no process '" + MailMigrationProcess.KEY + "': is the address right?";
            default -> {
                String reason = field(answer.body(), "message");
                yield "Mailferry refused with status " + answer.statusCode() + (reason.isEmpty() ? "" : ": " + reason);
            }
        };
    }

    private String base() {
        return server.toString().replaceAll("/+$", "");
    }

    private static String field(String json, String name) {
        try {
            JsonNode node = JSON.readTree(json);
            return node == null ? "" : node.path(name).asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}

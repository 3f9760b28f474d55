package org.mailferry.lab.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine as a person reaches it: REST with his own name and password, and no other rights. */
public final class EngineRest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
    private final String baseUrl;

    /** @param baseUrl ends before {@code /engine-rest}, for example {@code http://127.0.0.1:8080} */
    public EngineRest(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** A refusal: the call reached the engine and it said no. */
    public static final class Refused extends RuntimeException {
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** @return the instance's id */
    public String start(Player player, String processKey, String businessKey, Map<String, Object> variables) {
        ObjectNode body = JSON.createObjectNode().put("businessKey", businessKey);
        body.set("variables", typed(variables));
        return call(player, "POST", "/process-definition/key/" + processKey + "/submit-form", Optional.of(body)).path("id").asText();
    }

    /** Steps that this person may do now, oldest first: his own and his groups'. */
    public List<HumanTask> tasks(Player player) {
        ObjectNode query = JSON.createObjectNode();
        query.putArray("orQueries").addObject().put("candidateUser", player.userId()).put("assignee", player.userId());
        query.putArray("sorting").addObject().put("sortBy", "created").put("sortOrder", "asc");
        List<HumanTask> tasks = new ArrayList<>();
        for (JsonNode task : call(player, "POST", "/task", Optional.of(query))) {
            tasks.add(new HumanTask(task.path("id").asText(), task.path("taskDefinitionKey").asText(), task.path("name").asText(), Map.of()));
        }
        return tasks;
    }

    public HumanTask withVariables(Player player, HumanTask task) {
        JsonNode variables = call(player, "GET", "/task/" + task.id() + "/variables", Optional.empty());
        Map<String, Object> values = new LinkedHashMap<>();
        variables.fields().forEachRemaining(entry -> {
            JsonNode value = entry.getValue().path("value");
            if (value.isValueNode() && !value.isNull()) {
                values.put(entry.getKey(), value.isBoolean() ? value.asBoolean() : value.isIntegralNumber() ? value.asLong() : value.asText());
            }
        });
        return new HumanTask(task.id(), task.key(), task.name(), values);
    }

    /** The schema of the step's form. */
    public JsonNode form(Player player, HumanTask task) {
        return call(player, "GET", "/task/" + task.id() + "/deployed-form", Optional.empty());
    }

    public void claim(Player player, HumanTask task) {
        call(player, "POST", "/task/" + task.id() + "/claim", Optional.of(JSON.createObjectNode().put("userId", player.userId())));
    }

    public void unclaim(Player player, HumanTask task) {
        call(player, "POST", "/task/" + task.id() + "/unclaim", Optional.empty());
    }

    public void submit(Player player, HumanTask task, Map<String, Object> answers) {
        ObjectNode body = JSON.createObjectNode();
        body.set("variables", typed(answers));
        call(player, "POST", "/task/" + task.id() + "/submit-form", Optional.of(body));
    }

    /** A read-only question to the engine, for example {@code history/process-instance}. */
    public JsonNode read(Player player, String resource, Map<String, String> parameters) {
        List<String> query = parameters.entrySet().stream().map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8)).toList();
        return call(player, "GET", "/" + resource + (query.isEmpty() ? "" : "?" + String.join("&", query)), Optional.empty());
    }

    /** A page outside the engine. */
    public String page(Player player, String path) {
        HttpRequest request = request(player, baseUrl + path).header("Accept", "text/plain").GET().build();
        return checked(request, send(request)).body();
    }

    private JsonNode call(Player player, String method, String path, Optional<JsonNode> body) {
        HttpRequest request = request(player, baseUrl + "/engine-rest" + path).header("Content-Type", "application/json")
            .method(method, body.map(json -> HttpRequest.BodyPublishers.ofString(json.toString())).orElse(HttpRequest.BodyPublishers.noBody())).build();
        String answer = checked(request, send(request)).body();
        try {
            return answer.isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("The engine answered " + path + " with something that is not JSON", e);
        }
    }

    private HttpRequest.Builder request(Player player, String url) {
        String credentials = player.userId() + ":" + player.password().reveal();
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE)
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + request.uri(), e);
        }
    }

    private static HttpResponse<String> checked(HttpRequest request, HttpResponse<String> response) {
        if (response.statusCode() >= 400) {
            throw new Refused(response.statusCode(), request.method() + " " + request.uri().getPath() + " was answered " + response.statusCode() + ": " + message(response.body()));
        }
        return response;
    }

    private static String message(String body) {
        try {
            return JSON.readTree(body).path("message").asText(body);
        } catch (IOException e) {
            return body;
        }
    }

    private static JsonNode typed(Map<String, Object> variables) {
        ObjectNode typed = JSON.createObjectNode();
        variables.forEach((name, value) -> {
            ObjectNode variable = typed.putObject(name);
            variable.set("value", JSON.valueToTree(value));
            variable.put("type", value instanceof Boolean ? "Boolean" : value instanceof Number ? "Long" : "String");
        });
        return typed;
    }
}

package org.mailferry.runbook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.mailferry.kernel.Secret;
import org.mailferry.lab.story.Cast;
import org.mailferry.lab.story.Player;

/** The people of the test, made as an administrator makes them: over REST, with the roles they have in life. */
final class RealPeople {
    static final String PASSWORD = "correct-horse-battery-7301";
    private static final Player ADMIN = new Player("root.admin", Secret.of(PASSWORD));

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    RealPeople(String url) {
        this.url = url;
    }

    Cast make(MailferryNode node) throws IOException, InterruptedException {
        node.makeFirstAdministrator(ADMIN.userId(), PASSWORD);
        return new Cast(List.of(user("anna", "operators"), user("boris", "operators")),
            List.of(user("viktor", "change-managers"), user("galina", "change-managers")), user("olga", "auditors"));
    }

    private Player user(String id, String group) throws IOException, InterruptedException {
        send("POST", "/user/create", """
            {"profile": {"id": "%s", "firstName": "%s", "lastName": "Test", "email": "%s@corp.test"}, "credentials": {"password": "%s"}}
            """.formatted(id, id, id, PASSWORD));
        send("PUT", "/group/" + group + "/members/" + id, "{}");
        return new Player(id, Secret.of(PASSWORD));
    }

    private void send(String method, String path, String body) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((ADMIN.userId() + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(url + "/engine-rest" + path))
            .header("Authorization", "Basic " + basic).header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}

package org.mailferry.process.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A client with a login: none, a password with each request, or a session of the webapps. Sends paths exactly as given. */
public final class Browser {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final int port;

    private Browser(int port) {
        this.port = port;
    }

    public static Browser anonymous(int port) {
        return new Browser(port);
    }

    public static Browser basic(int port, String user, String password) {
        Browser browser = new Browser(port);
        browser.headers.put("Authorization", "Basic "
            + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        return browser;
    }

    /** Signs in as the webapps' login page does. */
    public static Browser signedIn(int port, String user, String password, String app) {
        Browser browser = new Browser(port);
        HttpResponse<String> answer = browser.login(user, password, app);
        if (answer.statusCode() != 200) {
            throw new AssertionError(user + " could not sign in: " + answer.statusCode() + " " + answer.body());
        }
        browser.get("/camunda/app/" + app + "/default/");
        return browser;
    }

    public HttpResponse<String> login(String user, String password, String app) {
        get("/camunda/app/" + app + "/default/");
        return form("/camunda/api/admin/auth/user/default/login/" + app, Map.of("username", user, "password", password));
    }

    public HttpResponse<String> get(String path) {
        return get(path, "*/*");
    }

    public HttpResponse<String> get(String path, String accept) {
        return send(request(path).header("Accept", accept).GET());
    }

    public HttpResponse<String> post(String path, String json) {
        return post(path, json, "application/json");
    }

    public HttpResponse<String> post(String path, String json, String accept) {
        return send("POST", path, json, accept);
    }

    public HttpResponse<String> send(String method, String path, String json) {
        return send(method, path, json, "application/json");
    }

    private HttpResponse<String> send(String method, String path, String json, String accept) {
        return send(request(path).header("Content-Type", "application/json").header("Accept", accept)
            .method(method, BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        return send(request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> upload(String path, String fileName, String content) {
        String body = "--cut\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nupload\r\n"
            + "--cut\r\nContent-Disposition: form-data; name=\"data\"; filename=\"" + fileName + "\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n" + content + "\r\n--cut--\r\n";
        return send(request(path).header("Content-Type", "multipart/form-data; boundary=cut").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        headers.forEach(request::header);
        cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("XSRF-TOKEN")).map(HttpCookie::getValue)
            .reduce((earlier, later) -> later).ifPresent(token -> request.header("X-XSRF-TOKEN", token));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

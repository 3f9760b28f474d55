package org.mailferry.lab.ews;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Requests to the simulator in the protocol's own words. */
final class EwsTalk {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final EwsSimulator ews;
    private final String login;
    private final String mailbox;

    EwsTalk(EwsSimulator ews, String login, String mailbox) {
        this.ews = ews;
        this.login = login;
        this.mailbox = mailbox;
    }

    /** @param operation its prefixes {@code m} and {@code t} are declared around it */
    HttpResponse<String> send(String operation) {
        String impersonation = mailbox.isEmpty() ? "" : "<t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>" + mailbox + "</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>";
        String envelope = "<s:Envelope xmlns:s=\"" + NodeReader.NAMESPACES.get("s") + "\" xmlns:t=\"" + NodeReader.NAMESPACES.get("t") + "\" xmlns:m=\""
            + NodeReader.NAMESPACES.get("m") + "\"><s:Header><t:RequestServerVersion Version=\"Exchange2013\"/>" + impersonation + "</s:Header><s:Body>" + operation + "</s:Body></s:Envelope>";
        HttpRequest request = HttpRequest.newBuilder(URI.create(ews.url())).timeout(Duration.ofSeconds(30)).header("Content-Type", "text/xml; charset=utf-8")
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8))).POST(HttpRequest.BodyPublishers.ofString(envelope)).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The response messages of an answer that is one. */
    List<Node> messages(String operation) {
        HttpResponse<String> answer = send(operation);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return NodeReader.read(answer.body().getBytes(UTF_8)).find("s:Body").orElseThrow().first().find("m:ResponseMessages").orElseThrow().children();
    }

    Node message(String operation) {
        List<Node> messages = messages(operation);
        if (messages.size() != 1) {
            throw new IllegalStateException(messages.size() + " messages");
        }
        return messages.get(0);
    }

    String code(String operation) {
        return message(operation).value("m:ResponseCode");
    }

    /** Of a SOAP fault with HTTP 500. */
    Node fault(String operation) {
        HttpResponse<String> answer = send(operation);
        if (answer.statusCode() != 500) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return NodeReader.read(answer.body().getBytes(UTF_8)).find("s:Body", "s:Fault").orElseThrow();
    }

    String faultCode(String operation) {
        return fault(operation).value("x:detail", "e:ResponseCode");
    }

    /** One item with properties. */
    Node item(String reference, String... fields) {
        return message(get(reference, fields)).find("m:Items").orElseThrow().first();
    }

    static String get(String references, String... fields) {
        StringBuilder paths = new StringBuilder();
        for (String field : fields) {
            paths.append("<t:FieldURI FieldURI=\"").append(field).append("\"/>");
        }
        return "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>" + (fields.length == 0 ? "" : "<t:AdditionalProperties>" + paths + "</t:AdditionalProperties>")
            + "</m:ItemShape><m:ItemIds>" + references + "</m:ItemIds></m:GetItem>";
    }

    static String id(EwsItem item) {
        return "<t:ItemId Id=\"" + item.id() + "\"/>";
    }

    String mime(EwsItem item) {
        return new String(Base64.getDecoder().decode(item(id(item), "item:MimeContent").value("t:MimeContent")), UTF_8);
    }
}

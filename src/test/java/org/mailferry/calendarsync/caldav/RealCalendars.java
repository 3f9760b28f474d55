package org.mailferry.calendarsync.caldav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.ServiceRecords;
import org.mailferry.http.HttpCalls;
import org.mailferry.http.HttpSettings;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.Secret;
import org.mailferry.kernel.SecretReference;
import org.mailferry.realserver.CalendarServer;
import org.springframework.util.unit.DataSize;

/** The adapter as it runs, for tests. */
final class RealCalendars {
    static final ServiceRecords NO_DNS = new ServiceRecords() {
        @Override public List<Service> services(String name) {
            return List.of();
        }

        @Override public List<String> texts(String name) {
            return List.of();
        }
    };

    /** One for all tests: Cyrus keeps a process for each connection. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private RealCalendars() {}

    static HttpCalls http() {
        return new HttpCalls(new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(12), Duration.ofSeconds(12), Duration.ofSeconds(15),
            DataSize.ofMegabytes(8), null), Clock.systemUTC());
    }

    static CalendarAccount account(String server) {
        return new CalendarAccount(EmailAddress.parse(CalendarServer.USER), CalendarAccount.Protocol.CALDAV, Optional.of(server), CalendarAccount.Scheme.BASIC, CalendarServer.USER,
            SecretReference.parse("env:CALENDAR"));
    }

    static CalDavStores stores() {
        return stores(CalendarServer.PASSWORD);
    }

    static CalDavStores stores(String password) {
        return new CalDavStores(http(), reference -> Secret.of(password), NO_DNS, Optional.empty());
    }

    static CalendarStore open(CalendarServer server) {
        return stores().open(account(server.url()));
    }

    static void put(CalendarServer server, String id, String text) {
        put(server.url(), CalendarServer.PASSWORD, id, text);
    }

    static void put(String url, String password, String id, String text) {
        String login = Base64.getEncoder().encodeToString((CalendarServer.USER + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url).resolve(id)).version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Basic " + login)
            .header("Content-Type", "text/calendar; charset=utf-8").PUT(HttpRequest.BodyPublishers.ofString(text)).build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isIn(201, 204);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

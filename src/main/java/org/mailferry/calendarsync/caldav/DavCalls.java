package org.mailferry.calendarsync.caldav;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.mailferry.http.HttpCalls;
import org.mailferry.http.HttpReply;
import org.mailferry.kernel.MigrationException;

/**
 * Calls to one server on behalf of one login. Nothing is sent to another host, scheme or port than the ones it was made for. It repeats
 * nothing. Statuses that concern the server, the login or the whole calendar are exceptions; the rest is the caller's to read.
 */
final class DavCalls {
    /** All there is. There is no POST: a POST to a scheduling outbox sends invitations. */
    enum Verb { PROPFIND, PROPPATCH, REPORT, MKCALENDAR, MKCOL, GET, PUT, DELETE }

    private static final MediaType XML = MediaType.get("application/xml; charset=utf-8");
    private static final MediaType CALENDAR = MediaType.get("text/calendar; charset=utf-8");
    private static final Duration LOCKED = Duration.ofSeconds(30);

    private final HttpCalls http;
    private final HttpUrl origin;
    private final DavLogin login;
    private final AtomicBoolean loginRefused;
    private final AtomicBoolean lasting;

    DavCalls(HttpCalls http, HttpUrl origin, DavLogin login) {
        this(http, origin, login, new AtomicBoolean(), new AtomicBoolean());
    }

    private DavCalls(HttpCalls http, HttpUrl origin, DavLogin login, AtomicBoolean loginRefused, AtomicBoolean lasting) {
        this.http = http;
        this.origin = origin.newBuilder().encodedPath("/").query(null).fragment(null).build();
        this.login = login;
        this.loginRefused = loginRefused;
        this.lasting = lasting;
    }

    /** The same login at the same host by https, where a server sends those who come by http. */
    DavCalls at(HttpUrl upgraded) {
        return new DavCalls(http, upgraded, login, loginRefused, lasting);
    }

    HttpUrl origin() {
        return origin;
    }

    boolean loginRefused() {
        return loginRefused.get();
    }

    /** The id of what a server's href points to, one spelling for all ways to escape it; empty when it points to another host. */
    Optional<String> id(String base, String href) {
        HttpUrl url = href.isEmpty() ? null : at(base).resolve(href);
        if (url == null || !isHere(url)) {
            return Optional.empty();
        }
        HttpUrl.Builder spelled = origin.newBuilder();
        url.pathSegments().forEach(spelled::addPathSegment);
        return Optional.of(spelled.build().encodedPath());
    }

    boolean isHere(HttpUrl url) {
        return url.scheme().equals(origin.scheme()) && url.host().equals(origin.host()) && url.port() == origin.port();
    }

    private HttpUrl at(String id) {
        return origin.newBuilder().encodedPath(id).build();
    }

    HttpReply xml(Verb verb, String id, int depth, String body) {
        return send(verb, id, Map.of("Depth", Integer.toString(depth)), RequestBody.create(body.getBytes(StandardCharsets.UTF_8), XML));
    }

    /** Not compressed, because web servers change an ETag when they compress. */
    HttpReply get(String id) {
        return send(Verb.GET, id, Map.of("Accept", "text/calendar", "Accept-Encoding", "identity"), null);
    }

    /** {@code Schedule-Reply: F}: no answer to the organiser, RFC 6638 §8.1. */
    HttpReply put(String id, byte[] calendar, String condition, String tag) {
        return send(Verb.PUT, id, Map.of(condition, tag, "Schedule-Reply", "F"), RequestBody.create(calendar, CALENDAR));
    }

    /** {@code Scheduling-Enabled: F}: what Cyrus tells nobody of, though it schedules the item from then on. Other servers do not know it. */
    HttpReply putUntold(String id, byte[] calendar, String tag) {
        return send(Verb.PUT, id, Map.of("If-Match", tag, "Schedule-Reply", "F", "Scheduling-Enabled", "F"), RequestBody.create(calendar, CALENDAR));
    }

    HttpReply delete(String id, String tag) {
        return send(Verb.DELETE, id, Map.of("If-Match", tag, "Schedule-Reply", "F"), null);
    }

    private HttpReply send(Verb verb, String id, Map<String, String> headers, @Nullable RequestBody body) {
        Request.Builder request = new Request.Builder().url(at(id)).method(verb.name(), body).header("Authorization", login.authorization().reveal());
        headers.forEach(request::header);
        if (!lasting.get()) {
            request.header("Connection", "close");
        }
        HttpReply reply = http.exchange(request.build());
        lasting.set(reply.lasting());
        if (reply.status() == 401) {
            loginRefused.set(true);
            throw MigrationException.permanent("The calendar server " + origin.host() + " refused the login of " + login.login()
                + ". Check login and password of the mailbox's calendars.");
        }
        if (reply.status() == 423) {
            throw MigrationException.throttled(reply.retryAfter().orElse(LOCKED), verb + " " + id + " found a lock (423)");
        }
        return reply;
    }

    /** @return the answer's parts. @throws MigrationException when there is no readable one, saying what could not be done */
    Multistatus found(HttpReply reply, String what) {
        return Multistatus.of(reply).orElseThrow(() -> failure(reply, what));
    }

    /** The exception for an answer that nothing can be done with. */
    MigrationException failure(HttpReply reply, String what) {
        String said = "The calendar server " + origin.host() + " did not " + what + ": it answered " + reply.status() + detail(reply);
        boolean passing = reply.status() == 500 || reply.status() == 505;
        return passing ? MigrationException.transientFailure(said, null) : MigrationException.permanent(said);
    }

    /** The conditions that a refusal names, or its first words; control characters left out. */
    String detail(HttpReply reply) {
        if (reply.tooLong()) {
            return " with more than mailferry.http.max-answer";
        }
        Optional<XmlNode> root = XmlNode.parse(reply.body());
        String words = root.filter(node -> node.name().equals(Dav.d("error"))).map(DavCalls::conditions)
            .orElseGet(() -> root.isPresent() ? "" : new String(reply.body(), 0, Math.min(reply.body().length, 200), StandardCharsets.UTF_8));
        String plain = login.hide(words).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return plain.isEmpty() ? "" : " " + plain;
    }

    static String conditions(XmlNode error) {
        return error.children().stream().map(child -> child.name().substring(child.name().indexOf('}') + 1)).reduce((a, b) -> a + ", " + b).orElse("");
    }
}

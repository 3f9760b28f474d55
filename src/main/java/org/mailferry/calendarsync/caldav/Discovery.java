package org.mailferry.calendarsync.caldav;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.mailferry.calendarsync.CalendarAccount;
import org.mailferry.calendarsync.ServiceRecords;
import org.mailferry.calendarsync.ServiceRecords.Service;
import org.mailferry.http.HttpReply;
import org.mailferry.kernel.MigrationException;

/**
 * From a web address or a mail domain to the place of a mailbox's calendars: SRV and TXT, {@code .well-known}, principal, home set
 * (RFC 6764 §6, RFC 5397, RFC 4791 §6.2.1). It stays on one host: an answer that points elsewhere ends it, with what to write in the plan.
 */
final class Discovery {
    private static final String WELL_KNOWN = "/.well-known/caldav";
    private static final int REDIRECTS = 5;
    private static final String WANTED = "<current-user-principal/><C:calendar-home-set/><resourcetype/>";

    private final ServiceRecords records;
    private final CalendarAccount account;

    /** Where to begin. {@code named}: the plan gives the path, so it is the mailbox's own and not the login's. */
    record Start(HttpUrl url, boolean named) {}

    /** Where the calendars are, and the calls that reach them. */
    record Home(DavCalls calls, String id) {}

    private record Step(DavCalls calls, String id, Multistatus.Part part) {
        Optional<Step> to(String property) {
            return part.hrefIn(property).map(href -> new Step(calls, calls.id(id, href).orElseThrow(() -> elsewhere(href)), part));
        }

        private MigrationException elsewhere(String href) {
            return MigrationException.permanent("The calendar server " + calls.origin().host() + " points to another server, " + href
                + ", where no password was sent. Name that server for the calendars in the plan if it is right.");
        }
    }

    Discovery(ServiceRecords records, CalendarAccount account) {
        this.records = records;
        this.account = account;
    }

    Start start() {
        Optional<String> server = account.server();
        HttpUrl url = server.isPresent() ? address(server.get()) : byDns();
        boolean bare = url.encodedPath().equals("/");
        boolean named = server.filter(text -> text.contains("{mailbox}") || text.contains("{local}")).isPresent();
        return new Start(bare ? url.newBuilder().encodedPath(WELL_KNOWN).build() : url, named);
    }

    private HttpUrl address(String text) {
        HttpUrl template = HttpUrl.parse(text.replace("{mailbox}", "%7Bmailbox%7D").replace("{local}", "%7Blocal%7D"));
        if (template == null) {
            throw MigrationException.permanent("The calendar server '" + text + "' is not a web address; it looks like https://caldav.example.org/");
        }
        if (!template.isHttps() && !template.host().equals("127.0.0.1") && !template.host().equals("localhost")) {
            throw MigrationException.permanent("The calendar server '" + text + "' must begin with https://, because a password goes there");
        }
        if (!template.username().isEmpty() || !template.password().isEmpty()) {
            throw MigrationException.permanent("The web address of the calendar server holds a login; it belongs into login and password");
        }
        HttpUrl.Builder url = template.newBuilder().encodedPath("/").query(null).fragment(null);
        template.pathSegments().forEach(segment -> url.addPathSegment(segment.replace("{mailbox}", account.mailbox().text())
            .replace("{local}", account.mailbox().localPart())));
        return url.build();
    }

    /** Only by TLS, and only to a host of the mailbox's own domain: an answer of DNS proves nothing (RFC 6764 §8). */
    private HttpUrl byDns() {
        String domain = account.mailbox().domain().text();
        String name = "_caldavs._tcp." + domain;
        List<Service> services = records.services(name);
        Service service = services.isEmpty() ? new Service(0, 0, 443, domain) : services.get(0);
        String host = service.host().toLowerCase(Locale.ROOT);
        if (!host.equals(domain) && !host.endsWith("." + domain)) {
            throw MigrationException.permanent(name + " names " + host + ", which is not of " + domain
                + ". No password was sent there: name the calendar server in the plan if it is right.");
        }
        HttpUrl.Builder url = new HttpUrl.Builder().scheme("https").host(host).port(service.port());
        Optional<String> path = services.isEmpty() ? Optional.empty() : records.texts(name).stream().filter(text -> text.startsWith("path=/"))
            .map(text -> text.substring("path=".length())).findFirst();
        return url.encodedPath(path.orElse("/")).build();
    }

    Home home(DavCalls first, Start start) {
        Step begin = begin(first, start);
        Optional<Step> own = begin.to(Dav.HOME_SET);
        if (own.isPresent() || start.named()) {
            return new Home(own.orElse(begin).calls(), own.orElse(begin).id());
        }
        Step principal = begin.to(Dav.PRINCIPAL).map(step -> look(step.calls(), step.id())).orElse(begin);
        Step home = principal.to(Dav.HOME_SET).orElse(principal);
        if (home == begin && !begin.part().isCollection()) {
            throw MigrationException.permanent("The server " + start.url().host() + " shows no calendars at " + begin.id()
                + ". Name the path of the calendars in the plan.");
        }
        return new Home(home.calls(), home.id());
    }

    /** {@code .well-known} where it is served, the root where it is not. */
    private Step begin(DavCalls calls, Start start) {
        String path = start.url().encodedPath();
        Optional<Step> found = follow(calls, path);
        if (found.isEmpty() && path.equals(WELL_KNOWN)) {
            found = follow(calls, "/");
        }
        return found.orElseThrow(() -> MigrationException.permanent("The server " + start.url().host() + " has no CalDAV at " + path
            + ". Name the path of the calendars in the plan."));
    }

    private Step look(DavCalls calls, String id) {
        return follow(calls, id).orElseThrow(() -> MigrationException.permanent("The calendar server " + calls.origin().host() + " has nothing at "
            + id + ", where it pointed to"));
    }

    private Optional<Step> follow(DavCalls first, String path) {
        DavCalls calls = first;
        String id = path;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            HttpReply reply = calls.xml(DavCalls.Verb.PROPFIND, id, 0, DavBody.find(WANTED));
            if (reply.status() / 100 != 3) {
                return step(calls, id, reply);
            }
            HttpUrl next = redirect(calls, id, reply);
            calls = calls.isHere(next) ? calls : calls.at(next);
            id = calls.id("/", next.toString()).orElseThrow();
        }
        throw MigrationException.permanent("The calendar server " + first.origin().host() + " redirects in circles at " + path);
    }

    private static Optional<Step> step(DavCalls calls, String id, HttpReply reply) {
        if (List.of(400, 403, 404, 405, 410, 501).contains(reply.status()) || reply.ok() && reply.status() != 207) {
            return Optional.empty();
        }
        return calls.found(reply, "describe " + id).parts().stream().filter(part -> part.status().orElse(200) == 200).findFirst()
            .map(part -> new Step(calls, id, part));
    }

    private static HttpUrl redirect(DavCalls calls, String id, HttpReply reply) {
        HttpUrl from = calls.origin().newBuilder().encodedPath(id).build();
        HttpUrl to = reply.header("Location").map(from::resolve).orElse(null);
        boolean upgrade = to != null && !from.isHttps() && to.isHttps() && to.host().equals(from.host());
        if (to == null || !calls.isHere(to) && !upgrade) {
            throw MigrationException.permanent("The calendar server " + from.host() + " redirects to " + (to == null ? "no address" : to.scheme() + "://"
                + to.host() + ":" + to.port()) + ", where no password was sent. Name that server for the calendars in the plan if it is right.");
        }
        return to;
    }
}

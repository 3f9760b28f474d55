package org.mailferry.calendarsync.caldav;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailferry.calendarsync.CalendarChanges;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.http.HttpReply;
import org.mailferry.kernel.MigrationException;

/**
 * What changed in a calendar, by RFC 6578 where the server answers it in full, by a listing of everything where it does not: servers refuse
 * an old token in many ways (403 with a condition, 400, 409, 410, 412, and Xandikos with 500), and all of them mean "list".
 */
final class ChangeListing {
    /** A server that truncates for ever would keep us for ever. */
    private static final int MOST_PAGES = 1_000;

    private final DavCalls calls;

    ChangeListing(DavCalls calls) {
        this.calls = calls;
    }

    CalendarChanges changes(String calendar, Optional<String> token) {
        return token.flatMap(known -> since(calendar, known)).orElseGet(() -> since(calendar, "").map(ChangeListing::everything)
            .orElseGet(() -> listed(calendar)));
    }

    private static CalendarChanges everything(CalendarChanges sinceEver) {
        return new CalendarChanges(true, sinceEver.changed(), Set.of(), sinceEver.token());
    }

    /** Page after page; empty when the server does not answer one of them in full. */
    private Optional<CalendarChanges> since(String calendar, String token) {
        Map<String, ItemVersion> changed = new LinkedHashMap<>();
        Set<String> vanished = new HashSet<>();
        String next = token;
        for (int page = 0; page < MOST_PAGES; page++) {
            HttpReply reply = calls.xml(DavCalls.Verb.REPORT, calendar, 0, DavBody.sync(next));
            Optional<Multistatus> answer = Multistatus.of(reply).filter(found -> found.syncToken().isPresent());
            if (answer.isEmpty() || !take(calendar, answer.get(), changed, vanished)) {
                return Optional.empty();
            }
            String reached = answer.get().syncToken().orElseThrow();
            if (!truncated(calendar, answer.get())) {
                return Optional.of(new CalendarChanges(false, changed.values().stream().toList(), vanished, Optional.of(reached)));
            }
            if (reached.equals(next)) {
                return Optional.empty();
            }
            next = reached;
        }
        return Optional.empty();
    }

    /** @return false when something in it cannot be told */
    private boolean take(String calendar, Multistatus answer, Map<String, ItemVersion> changed, Set<String> vanished) {
        for (Multistatus.Part part : answer.parts()) {
            Optional<String> id = calls.id(calendar, part.href()).filter(found -> isMember(calendar, found));
            if (id.isEmpty() || isOther(part)) {
                continue;
            }
            int status = part.status().orElse(200);
            if (status == 404 || status == 410) {
                changed.remove(id.get());
                vanished.add(id.get());
            } else if (status == 200 && part.text(Dav.ETAG).isPresent()) {
                vanished.remove(id.get());
                changed.put(id.get(), new ItemVersion(id.get(), part.text(Dav.ETAG).orElseThrow()));
            } else {
                return false;
            }
        }
        return true;
    }

    /** RFC 6578 §3.6: the calendar itself with 507 says that there is more. */
    private boolean truncated(String calendar, Multistatus answer) {
        return answer.parts().stream().anyMatch(part -> part.status().orElse(200) == 507
            && calls.id(calendar, part.href()).filter(id -> sameCollection(id, calendar)).isPresent());
    }

    /** The token is asked for before the listing: what changes in between is told twice, and nothing is missed. */
    private CalendarChanges listed(String calendar) {
        HttpReply first = calls.xml(DavCalls.Verb.PROPFIND, calendar, 0, DavBody.find("<sync-token/>"));
        Optional<String> token = Multistatus.of(first).stream().flatMap(found -> found.parts().stream())
            .flatMap(part -> part.text(Dav.SYNC_TOKEN).stream()).findFirst();
        HttpReply reply = calls.xml(DavCalls.Verb.PROPFIND, calendar, 1, DavBody.find("<getetag/><getcontenttype/><resourcetype/>"));
        Map<String, ItemVersion> items = new LinkedHashMap<>();
        if (!take(calendar, calls.found(reply, "list the calendar " + calendar), items, new HashSet<>())) {
            throw MigrationException.transientFailure("The calendar " + calendar + " was not listed in full by its server", null);
        }
        return new CalendarChanges(true, items.values().stream().toList(), Set.of(), token);
    }

    /** A collection, or something that is no calendar item. */
    private static boolean isOther(Multistatus.Part part) {
        return part.isCollection() || part.text(Dav.CONTENT_TYPE).filter(type -> !type.toLowerCase(Locale.ROOT).startsWith("text/calendar"))
            .isPresent();
    }

    static boolean isMember(String calendar, String id) {
        return id.startsWith(calendar) && id.length() > calendar.length() && id.indexOf('/', calendar.length()) < 0;
    }

    private static boolean sameCollection(String id, String calendar) {
        return id.equals(calendar) || (id + "/").equals(calendar);
    }
}

package org.mailferry.lab.caldav;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** calendar-query and calendar-multiget (RFC 4791 §7.8, §7.9), sync-collection (RFC 6578 §3.2). */
final class DavReports {
    private DavReports() {}

    static DavAnswer answer(DavRequest request, DavResource resource) {
        Element report = request.xml();
        String name = DavXml.name(report).toString();
        if (name.equals(DavXml.c("calendar-query").toString())) {
            return query(request, resource, report);
        }
        if (name.equals(DavXml.c("calendar-multiget").toString())) {
            return multiget(resource, report);
        }
        if (name.equals(DavXml.d("sync-collection").toString()) && resource.kind() == DavResource.Kind.CALENDAR) {
            return sync(resource, report);
        }
        throw DavError.condition(403, DavXml.d("supported-report"));
    }

    private static DavAnswer query(DavRequest request, DavResource resource, Element report) {
        QueryFilter filter = new QueryFilter(DavXml.child(report, DavXml.c("filter")).orElseThrow(() -> DavError.status(400)));
        return DavAnswer.multistatus(resource.within(request.depth(0))
            .filter(each -> each.item().filter(item -> filter.matches(item.object())).isPresent())
            .map(each -> DavProperties.response(each, report)).collect(Collectors.joining()));
    }

    private static DavAnswer multiget(DavResource resource, Element report) {
        List<Element> hrefs = DavXml.children(report, DavXml.d("href"));
        return DavAnswer.multistatus(hrefs.stream().map(href -> one(resource, href.getTextContent().strip(), report)).collect(Collectors.joining()));
    }

    private static String one(DavResource resource, String href, Element report) {
        return found(resource, href).filter(found -> found.item().isPresent() && found.href().startsWith(resource.href()))
            .map(found -> DavProperties.response(found, report))
            .orElseGet(() -> DavProperties.response(href, DavProperties.status(404)));
    }

    private static Optional<DavResource> found(DavResource resource, String href) {
        try {
            return Optional.ofNullable(URI.create(href).getRawPath()).flatMap(path -> DavResource.find(resource.user(), DavRequest.segments(path)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The depth is not looked at: python-caldav sends 1 where RFC 6578 §3.2 wants 0, and Radicale, Xandikos and Cyrus take it. */
    private static DavAnswer sync(DavResource resource, Element report) {
        DavCalendar calendar = resource.calendar().orElseThrow();
        String token = DavXml.text(report, DavXml.d("sync-token")).orElseThrow(() -> DavError.status(400));
        OptionalLong reached = token.isEmpty() ? OptionalLong.of(0) : calendar.reached(token);
        List<DavCalendar.Change> changes = calendar.since(reached.orElseThrow(() -> DavError.condition(403, DavXml.d("valid-sync-token")))).stream()
            .filter(change -> !token.isEmpty() || change.item().isPresent()).toList();
        int most = limit(report).orElse(Integer.MAX_VALUE);
        List<DavCalendar.Change> told = changes.subList(0, Math.min(most, changes.size()));
        boolean all = told.size() == changes.size();
        String responses = told.stream().map(change -> change(resource, calendar, change, report)).collect(Collectors.joining());
        String more = all ? "" : DavProperties.response(resource.href(), DavProperties.status(507));
        String next = all ? calendar.token() : calendar.token(told.get(told.size() - 1).at());
        return DavAnswer.multistatus(responses + more + "<sync-token>" + next + "</sync-token>");
    }

    private static Optional<Integer> limit(Element report) {
        return DavXml.child(report, DavXml.d("limit")).flatMap(limit -> DavXml.text(limit, DavXml.d("nresults"))).map(text -> {
            if (!text.matches("[1-9][0-9]{0,8}")) {
                throw DavError.condition(403, DavXml.d("number-of-matches-within-limits"));
            }
            return Integer.valueOf(text);
        });
    }

    private static String change(DavResource resource, DavCalendar calendar, DavCalendar.Change change, Element report) {
        return change.item().map(item -> DavProperties.response(DavResource.of(resource.user(), calendar, item), report))
            .orElseGet(() -> DavProperties.response(DavResource.item(resource.user(), calendar, change.name()), DavProperties.status(404)));
    }
}

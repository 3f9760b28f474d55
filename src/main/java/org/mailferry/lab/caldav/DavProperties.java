package org.mailferry.lab.caldav;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;
import org.w3c.dom.Element;

/** What a resource says of itself, RFC 4918 §15 and RFC 4791 §5.2. */
final class DavProperties {
    static final QName COMPONENTS = DavXml.c("supported-calendar-component-set");
    static final QName DISPLAY_NAME = DavXml.d("displayname");
    private static final String REPORTS = List.of(DavXml.c("calendar-query"), DavXml.c("calendar-multiget"), DavXml.d("sync-collection")).stream()
        .map(report -> "<supported-report><report>" + DavXml.element(report, "") + "</report></supported-report>").collect(Collectors.joining());

    /** What no client sets, whatever the resource. */
    static final Set<QName> PROTECTED = Set.of(DavXml.d("resourcetype"), DavXml.d("current-user-principal"), DavXml.d("owner"),
        DavXml.d("current-user-privilege-set"), DavXml.d("principal-URL"), DavXml.d("supported-report-set"), DavXml.d("sync-token"), DavXml.d("getetag"),
        DavXml.d("getcontenttype"), DavXml.d("getcontentlength"), DavXml.c("calendar-home-set"), DavXml.c("calendar-user-address-set"), COMPONENTS,
        DavXml.c("supported-calendar-data"));

    private DavProperties() {}

    /** All that are live, by name, as XML content. */
    private static Map<QName, String> live(DavResource resource) {
        Map<QName, String> found = new LinkedHashMap<>();
        found.put(DavXml.d("resourcetype"), type(resource));
        found.put(DavXml.d("current-user-principal"), DavXml.href(DavResource.principal(resource.user()).href()));
        found.put(DavXml.d("owner"), DavXml.href(DavResource.principal(resource.user()).href()));
        found.put(DavXml.d("current-user-privilege-set"), "<privilege><all/></privilege>");
        switch (resource.kind()) {
            case PRINCIPAL -> principal(resource, found);
            case CALENDAR -> calendar(resource.calendar().orElseThrow(), found);
            case ITEM -> item(resource.item().orElseThrow(), found);
            case ROOT, HOME -> { }
        }
        return found;
    }

    private static String type(DavResource resource) {
        return switch (resource.kind()) {
            case ITEM -> "";
            case CALENDAR -> "<collection/>" + DavXml.element(DavXml.c("calendar"), "");
            case PRINCIPAL -> "<collection/><principal/>";
            case ROOT, HOME -> "<collection/>";
        };
    }

    private static void principal(DavResource resource, Map<QName, String> found) {
        found.put(DISPLAY_NAME, DavXml.escape(resource.user().login));
        found.put(DavXml.d("principal-URL"), DavXml.href(resource.href()));
        found.put(DavXml.c("calendar-home-set"), DavXml.href(DavResource.home(resource.user()).href()));
        found.put(DavXml.c("calendar-user-address-set"), DavXml.href("mailto:" + resource.user().address));
    }

    private static void calendar(DavCalendar calendar, Map<QName, String> found) {
        found.put(COMPONENTS, calendar.components.stream().map(name -> "<comp xmlns=\"" + DavXml.CALDAV + "\" name=\"" + name + "\"/>").collect(Collectors.joining()));
        found.put(DavXml.c("supported-calendar-data"), "<calendar-data xmlns=\"" + DavXml.CALDAV + "\" content-type=\"text/calendar\" version=\"2.0\"/>");
        found.put(DavXml.d("supported-report-set"), REPORTS);
        found.put(DavXml.d("sync-token"), calendar.token());
    }

    private static void item(DavItem item, Map<QName, String> found) {
        found.put(DavXml.d("getetag"), DavXml.escape(item.tag()));
        found.put(DavXml.d("getcontenttype"), "text/calendar; charset=utf-8; component=" + item.object().component());
        found.put(DavXml.d("getcontentlength"), String.valueOf(item.bytes().length));
    }

    private static Map<QName, String> all(DavResource resource) {
        Map<QName, String> found = live(resource);
        resource.calendar().filter(calendar -> resource.item().isEmpty()).ifPresent(calendar -> found.putAll(calendar.properties));
        return found;
    }

    /** The response for one resource to {@code allprop}, {@code propname} or the names in {@code prop}. */
    static String response(DavResource resource, Element wanted) {
        Map<QName, String> known = all(resource);
        Optional<Element> names = DavXml.child(wanted, DavXml.d("prop"));
        if (names.isEmpty()) {
            boolean namesOnly = DavXml.child(wanted, DavXml.d("propname")).isPresent();
            return response(resource.href(), propstat(200, known.entrySet().stream().map(entry -> DavXml.element(entry.getKey(), namesOnly ? "" : entry.getValue()))
                .collect(Collectors.joining())));
        }
        List<String> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Element name : DavXml.children(names.get())) {
            QName property = DavXml.name(name);
            Optional<String> value = property.equals(DavXml.c("calendar-data")) && reports(wanted) ? data(resource, name) : Optional.ofNullable(known.get(property));
            value.ifPresentOrElse(text -> found.add(DavXml.element(property, text)), () -> missing.add(DavXml.element(property, "")));
        }
        String parts = (found.isEmpty() && !missing.isEmpty() ? "" : propstat(200, String.join("", found))) + (missing.isEmpty() ? "" : propstat(404, String.join("", missing)));
        return response(resource.href(), parts);
    }

    /** RFC 4791 §9.6: only reports give items. */
    private static boolean reports(Element request) {
        return !DavXml.name(request).equals(DavXml.d("propfind"));
    }

    private static Optional<String> data(DavResource resource, Element how) {
        if (DavXml.children(how).stream().anyMatch(each -> !each.getLocalName().equals("comp"))) {
            throw DavError.condition(403, DavXml.c("supported-calendar-data"));
        }
        return resource.item().map(item -> DavXml.escape(new String(item.bytes(), java.nio.charset.StandardCharsets.UTF_8)));
    }

    static String response(String href, String content) {
        return "<response>" + DavXml.href(href) + content + "</response>";
    }

    static String status(int status) {
        return "<status>HTTP/1.1 " + status + " " + words(status) + "</status>";
    }

    static String propstat(int status, String properties) {
        return "<propstat><prop>" + properties + "</prop>" + status(status) + "</propstat>";
    }

    private static String words(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 424 -> "Failed Dependency";
            case 507 -> "Insufficient Storage";
            default -> "Status";
        };
    }
}

package org.mailferry.calendarsync.caldav;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.NewCalendar;

/** The bodies of our requests. */
final class DavBody {
    private static final String SPACES = " xmlns=\"DAV:\" xmlns:C=\"" + Dav.CALDAV + "\" xmlns:A=\"" + Dav.APPLE + "\"";

    private DavBody() {}

    static String find(String properties) {
        return document("propfind", "<prop>" + properties + "</prop>");
    }

    static String sync(String token) {
        return document("sync-collection", "<sync-token>" + escaped(token) + "</sync-token><sync-level>1</sync-level>"
            + "<prop><getetag/><getcontenttype/></prop>");
    }

    static String multiget(Collection<String> hrefs) {
        return document("C:calendar-multiget", "<prop><getetag/><C:calendar-data/></prop>"
            + hrefs.stream().map(href -> "<href>" + escaped(href) + "</href>").collect(Collectors.joining()));
    }

    static String withUid(String component, String uid) {
        return document("C:calendar-query", "<prop><getetag/></prop><C:filter><C:comp-filter name=\"VCALENDAR\"><C:comp-filter name=\"" + component
            + "\"><C:prop-filter name=\"UID\"><C:text-match collation=\"i;octet\">" + escaped(uid)
            + "</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter></C:filter>");
    }

    static String makeCalendar(NewCalendar calendar) {
        return document("C:mkcalendar", set(look(calendar.name(), calendar.colour()) + components(calendar.components())));
    }

    /** RFC 5689, for servers without MKCALENDAR. */
    static String makeCollection(NewCalendar calendar) {
        return document("mkcol", set("<resourcetype><collection/><C:calendar/></resourcetype>" + look(calendar.name(), calendar.colour())
            + components(calendar.components())));
    }

    static String patch(NewCalendar calendar) {
        return document("propertyupdate", set(look(calendar.name(), calendar.colour())));
    }

    private static String look(String name, Optional<String> colour) {
        return "<displayname>" + escaped(name) + "</displayname>"
            + colour.map(text -> "<A:calendar-color>" + text + "FF</A:calendar-color>").orElse("");
    }

    private static String components(Set<String> components) {
        return "<C:supported-calendar-component-set>" + components.stream().sorted().map(name -> "<C:comp name=\"" + name + "\"/>")
            .collect(Collectors.joining()) + "</C:supported-calendar-component-set>";
    }

    private static String set(String properties) {
        return "<set><prop>" + properties + "</prop></set>";
    }

    private static String document(String root, String content) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><" + root + SPACES + ">" + content + "</" + root + ">";
    }

    /** Characters that XML 1.0 §2.2 has no way to write become U+FFFD. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            boolean writable = c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\r' -> escaped.append("&#13;");
                default -> escaped.appendCodePoint(writable ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }
}

package org.mailferry.calendarsync.caldav;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailferry.http.HttpReply;

/** A 207 answer, RFC 4918 §13. */
record Multistatus(List<Part> parts, Optional<String> syncToken) {
    private static final Pattern STATUS = Pattern.compile("HTTP/\\S+\\s+(\\d{3})\\b.*", Pattern.DOTALL);

    /**
     * What is said about one href.
     *
     * @param href as the server wrote it
     * @param status of the resource as a whole; empty when its properties have statuses of their own
     * @param properties those that were found, by name
     */
    record Part(String href, OptionalInt status, Map<String, XmlNode> properties, Optional<XmlNode> error) {
        Optional<XmlNode> property(String name) {
            return Optional.ofNullable(properties.get(name));
        }

        Optional<String> text(String name) {
            return property(name).map(XmlNode::text).filter(text -> !text.isEmpty());
        }

        Optional<String> hrefIn(String name) {
            return property(name).flatMap(node -> node.first(Dav.HREF)).map(XmlNode::text).filter(text -> !text.isEmpty());
        }

        boolean isCollection() {
            return property(Dav.RESOURCE_TYPE).filter(type -> type.has(Dav.COLLECTION)).isPresent();
        }
    }

    /** Empty when the answer is no 207 or cannot be read. */
    static Optional<Multistatus> of(HttpReply reply) {
        return reply.status() == 207 && !reply.tooLong()
            ? XmlNode.parse(reply.body()).filter(root -> root.name().equals(Dav.MULTISTATUS)).map(Multistatus::of) : Optional.empty();
    }

    private static Multistatus of(XmlNode root) {
        return new Multistatus(root.all(Dav.d("response")).map(Multistatus::part).toList(),
            root.first(Dav.SYNC_TOKEN).map(XmlNode::text).filter(text -> !text.isEmpty()));
    }

    private static Part part(XmlNode response) {
        Map<String, XmlNode> found = new HashMap<>();
        response.all(Dav.d("propstat")).filter(propstat -> status(propstat).orElse(200) / 100 == 2).flatMap(propstat -> propstat.all(Dav.d("prop")))
            .flatMap(prop -> prop.children().stream()).forEach(property -> found.put(property.name(), property));
        String href = response.first(Dav.HREF).map(XmlNode::text).orElse("");
        return new Part(href, status(response), found, response.first(Dav.d("error")));
    }

    private static OptionalInt status(XmlNode node) {
        Matcher matcher = STATUS.matcher(node.first(Dav.d("status")).map(XmlNode::text).orElse(""));
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}

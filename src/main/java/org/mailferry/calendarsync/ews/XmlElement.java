package org.mailferry.calendarsync.ews;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of an answer by its local name: EWS has no two elements of one name that mean different things in one place. */
record XmlElement(String name, Map<String, String> attributes, List<XmlElement> children, StringBuilder characters) {
    private static final int DEEPEST = 64;
    private static final int MOST = 500_000;
    private static final XMLInputFactory FACTORY = factory();
    private static final XmlElement NONE = new XmlElement("", Map.of(), List.of(), new StringBuilder());

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("External entities are not read");
        });
        return factory;
    }

    /** The root, or empty when the bytes are no XML 1.0, have a document type or an entity of their own, or are absurdly nested or many. */
    static Optional<XmlElement> parse(byte[] octets) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(octets));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException malformed) {
            // The JDK's reader throws unchecked exceptions for some malformed input.
            return Optional.empty();
        }
    }

    private static Optional<XmlElement> read(XMLStreamReader reader) throws XMLStreamException {
        XmlElement top = named("", Map.of());
        Deque<XmlElement> open = new ArrayDeque<>(List.of(top));
        int count = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE || open.size() > DEEPEST || count > MOST) {
                return Optional.empty();
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                count++;
                XmlElement element = named(reader.getLocalName(), attributes(reader));
                open.peek().children().add(element);
                open.push(element);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open.pop();
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                open.peek().characters().append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
        }
        return top.children().stream().findFirst();
    }

    private static XmlElement named(String name, Map<String, String> attributes) {
        return new XmlElement(name, attributes, new ArrayList<>(), new StringBuilder());
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }

    /** The first element on that way down. */
    Optional<XmlElement> find(String... way) {
        Optional<XmlElement> here = Optional.of(this);
        for (String step : way) {
            here = here.flatMap(element -> element.children.stream().filter(child -> child.name.equals(step)).findFirst());
        }
        return here;
    }

    /** The children of what {@link #find} finds. */
    List<XmlElement> below(String... way) {
        return find(way).map(XmlElement::children).orElse(List.of());
    }

    /** The text of what {@link #find} finds, or nothing; empty texts count as nothing. */
    Optional<String> text(String... way) {
        return find(way).map(element -> element.characters.toString()).filter(text -> !text.isBlank());
    }

    boolean flag(String... way) {
        return text(way).map(String::strip).filter(text -> text.equals("true") || text.equals("1")).isPresent();
    }

    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    XmlElement first() {
        return children.isEmpty() ? NONE : children.get(0);
    }

    /** The first of that name anywhere below. */
    Optional<XmlElement> anywhere(String wanted) {
        return name.equals(wanted) ? Optional.of(this) : children.stream().flatMap(child -> child.anywhere(wanted).stream()).findFirst();
    }
}

package org.mailferry.calendarsync.caldav;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** An element of a server's answer. {@code name} is {@code {namespace}local}. The text of elements inside is not part of {@code text}. */
record XmlNode(String name, @Nullable String nameAttribute, List<XmlNode> children, StringBuilder characters) {
    private static final int DEEPEST = 64;
    private static final int MOST = 500_000;
    private static final XMLInputFactory FACTORY = factory();

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

    /** The root, or empty when the bytes are no XML, have a document type or an entity of their own, or are absurdly nested or many. */
    static Optional<XmlNode> parse(byte[] octets) {
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

    private static Optional<XmlNode> read(XMLStreamReader reader) throws XMLStreamException {
        XmlNode top = new XmlNode("", null, new ArrayList<>(), new StringBuilder());
        Deque<XmlNode> open = new ArrayDeque<>(List.of(top));
        int count = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE || open.size() > DEEPEST || count > MOST) {
                return Optional.empty();
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                count++;
                XmlNode node = new XmlNode("{" + reader.getNamespaceURI() + "}" + reader.getLocalName(), reader.getAttributeValue(null, "name"),
                    new ArrayList<>(), new StringBuilder());
                open.peek().children().add(node);
                open.push(node);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open.pop();
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA || event == XMLStreamConstants.SPACE) {
                open.peek().characters().append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
        }
        return top.children().stream().findFirst();
    }

    String text() {
        return characters.toString().strip();
    }

    Stream<XmlNode> all(String childName) {
        return children.stream().filter(child -> child.name().equals(childName));
    }

    Optional<XmlNode> first(String childName) {
        return all(childName).findFirst();
    }

    boolean has(String childName) {
        return first(childName).isPresent();
    }
}

package org.mailferry.lab.ews;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a request strictly: what is no XML 1.0 is a schema fault, as in Exchange. */
final class NodeReader {
    static final Map<String, String> NAMESPACES = Map.of(
        "s", "http://schemas.xmlsoap.org/soap/envelope/",
        "t", "http://schemas.microsoft.com/exchange/services/2006/types",
        "m", "http://schemas.microsoft.com/exchange/services/2006/messages",
        "e", "http://schemas.microsoft.com/exchange/services/2006/errors");
    private static final XMLInputFactory FACTORY = factory();

    private NodeReader() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    static Node read(byte[] xml) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                // what stands before the root element
            }
            return element(reader);
        } catch (XMLStreamException e) {
            throw EwsError.fault("ErrorSchemaValidation", "The request failed schema validation: " + e.getMessage());
        }
    }

    /** One element of the types namespace, written with the prefix {@code t} or without any. */
    static Node fragment(String xml) {
        String opened = xml.strip().replaceFirst("^<([\\w:]+)", "<$1 xmlns=\"" + NAMESPACES.get("t") + "\" xmlns:t=\"" + NAMESPACES.get("t") + "\"");
        return read(opened.getBytes(StandardCharsets.UTF_8));
    }

    private static Node element(XMLStreamReader reader) throws XMLStreamException {
        String name = prefix(reader.getNamespaceURI()) + ":" + reader.getLocalName();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        List<Node> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children.add(element(reader));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(reader.getText());
            }
        }
        return new Node(name, attributes, children, children.isEmpty() ? text.toString() : "");
    }

    private static String prefix(@org.jspecify.annotations.Nullable String namespace) {
        return NAMESPACES.entrySet().stream().filter(entry -> entry.getValue().equals(namespace)).map(Map.Entry::getKey).findFirst().orElse("x");
    }
}

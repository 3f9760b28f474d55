package org.mailferry.lab.caldav;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Bodies of requests and answers. Each written element declares its own namespace, so that pieces fit anywhere. */
final class DavXml {
    static final String DAV = "DAV:";
    static final String CALDAV = "urn:ietf:params:xml:ns:caldav";
    static final String APPLE = "http://apple.com/ns/ical/";

    private DavXml() {}

    static QName d(String local) {
        return new QName(DAV, local);
    }

    static QName c(String local) {
        return new QName(CALDAV, local);
    }

    /** @throws DavError 400 when it is none, or has a document type */
    static Element parse(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw DavError.status(400);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static QName name(Node element) {
        return new QName(element.getNamespaceURI() == null ? "" : element.getNamespaceURI(), element.getLocalName());
    }

    static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    static List<Element> children(Element parent, QName name) {
        return children(parent).stream().filter(element -> name(element).equals(name)).toList();
    }

    static Optional<Element> child(Element parent, QName name) {
        return children(parent, name).stream().findFirst();
    }

    static Optional<String> text(Element parent, QName name) {
        return child(parent, name).map(element -> element.getTextContent().strip());
    }

    static String element(QName name, String content) {
        return "<" + name.getLocalPart() + " xmlns=\"" + escape(name.getNamespaceURI()) + "\">" + content + "</" + name.getLocalPart() + ">";
    }

    static String href(String path) {
        return "<href xmlns=\"DAV:\">" + escape(path) + "</href>";
    }

    /** What is inside of an element, to be written again. */
    static String content(Element element) {
        StringBuilder out = new StringBuilder();
        NodeList nodes = element.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element inner) {
                out.append(written(inner));
            } else if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
                out.append(escape(node.getNodeValue()));
            }
        }
        return out.toString();
    }

    private static String written(Element element) {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (attribute.getNamespaceURI() == null) {
                attributes.append(' ').append(attribute.getLocalName()).append("=\"").append(escape(attribute.getNodeValue())).append('"');
            }
        }
        QName name = name(element);
        return "<" + name.getLocalPart() + " xmlns=\"" + escape(name.getNamespaceURI()) + "\"" + attributes + ">" + content(element) + "</" + name.getLocalPart() + ">";
    }

    /** A bare CR would come back as LF. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("\r", "&#13;");
    }
}

package org.mailferry.calendarsync.ews;

import java.util.Optional;

/** What we write beside the server's own properties, in a property set of our own, so that no program of Microsoft's shows it. */
enum OwnProperty {
    /** Of a folder: what it stands for. */
    KEY("mailferry-key"),
    /** Of a folder: the name that was wanted. */
    NAME("mailferry-name"),
    /** Of a folder, because EWS gives folders no colour. */
    COLOUR("mailferry-colour"),
    /** Of an item: the UID that it was stored with. */
    UID("mailferry-uid");

    private static final String SET = "5f2c8a34-6c1e-4d0b-9a77-3e1b0c6d92ef";
    private final String property;

    OwnProperty(String property) {
        this.property = property;
    }

    String path() {
        return "<t:ExtendedFieldURI PropertySetId=\"" + SET + "\" PropertyName=\"" + property + "\" PropertyType=\"String\"/>";
    }

    String value(String text) {
        return "<t:ExtendedProperty>" + path() + Xml.element("Value", text) + "</t:ExtendedProperty>";
    }

    Optional<String> of(XmlElement element) {
        return element.children().stream().filter(child -> child.name().equals("ExtendedProperty"))
            .filter(child -> child.find("ExtendedFieldURI").map(path -> path.attribute("PropertyName").equals(property)).orElse(false))
            .findFirst().flatMap(child -> child.text("Value"));
    }
}

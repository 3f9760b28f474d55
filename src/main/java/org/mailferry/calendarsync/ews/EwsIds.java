package org.mailferry.calendarsync.ews;

import java.util.Collection;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.ItemVersion;

/** ItemId elements and what they are here: the id is the item's, the change key its version. */
final class EwsIds {
    private EwsIds() {}

    static ItemVersion version(XmlElement itemId) {
        return new ItemVersion(itemId.attribute("Id"), itemId.attribute("ChangeKey"));
    }

    static String element(String id) {
        return "<t:ItemId Id=\"" + Xml.escape(id) + "\"/>";
    }

    static String element(ItemVersion version) {
        return "<t:ItemId Id=\"" + Xml.escape(version.id()) + "\" ChangeKey=\"" + Xml.escape(version.tag()) + "\"/>";
    }

    static String list(Collection<String> ids) {
        return "<m:ItemIds>" + ids.stream().map(EwsIds::element).collect(Collectors.joining()) + "</m:ItemIds>";
    }
}

package org.mailferry.calendarsync.ews;

/** Text as XML 1.0 can hold it. */
final class Xml {
    private Xml() {}

    /** Characters that XML 1.0 has no way to write are left out. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().filter(LegalXml::isLegal).forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\r' -> escaped.append("&#13;");
                default -> escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    static String element(String name, String text) {
        return "<t:" + name + ">" + escape(text) + "</t:" + name + ">";
    }
}

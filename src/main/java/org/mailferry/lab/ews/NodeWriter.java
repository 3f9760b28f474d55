package org.mailferry.lab.ews;

/** Writes an answer. Characters that XML 1.0 forbids become references, which no strict parser takes: Exchange does the same. */
final class NodeWriter {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");

    private NodeWriter() {}

    static String write(Node root) {
        NodeWriter writer = new NodeWriter();
        writer.element(root, true);
        return writer.out.toString();
    }

    private void element(Node node, boolean root) {
        out.append('<').append(node.name());
        if (root) {
            NodeReader.NAMESPACES.forEach((prefix, uri) -> out.append(" xmlns:").append(prefix).append("=\"").append(uri).append('"'));
        }
        node.attributes().forEach((name, value) -> {
            out.append(' ').append(name).append("=\"");
            characters(value);
            out.append('"');
        });
        if (node.children().isEmpty() && node.text().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        characters(node.text());
        node.children().forEach(child -> element(child, false));
        out.append("</").append(node.name()).append('>');
    }

    private void characters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> {
                    if (c < ' ' && c != '\n' && c != '\t' || c == 0xFFFE || c == 0xFFFF) {
                        out.append("&#x").append(Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT)).append(';');
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}

package org.mailferry.lab.ews;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An XML element. Names have one prefix per namespace, whatever the sender called it: {@code s} SOAP, {@code t} types, {@code m} messages,
 * {@code e} errors.
 *
 * @param text of an element without children
 */
record Node(String name, Map<String, String> attributes, List<Node> children, String text) {
    static Node of(String name, Node... children) {
        return new Node(name, Map.of(), List.of(children), "");
    }

    static Node of(String name, List<Node> children) {
        return new Node(name, Map.of(), children, "");
    }

    static Node text(String name, Object text) {
        return new Node(name, Map.of(), List.of(), String.valueOf(text));
    }

    Node at(String attribute, Object value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, String.valueOf(value));
        return new Node(name, more, children, text);
    }

    Node plus(Node... more) {
        List<Node> all = new ArrayList<>(children);
        all.addAll(Arrays.asList(more));
        return new Node(name, attributes, all, text);
    }

    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    List<Node> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    /** The first child of that name, then its first child of the next name, and so on. */
    Optional<Node> find(String... path) {
        Optional<Node> found = Optional.of(this);
        for (String step : path) {
            found = found.flatMap(node -> node.children.stream().filter(child -> child.name.equals(step)).findFirst());
        }
        return found;
    }

    /** The text found there; empty when there is none. */
    String value(String... path) {
        return find(path).map(Node::text).orElse("");
    }

    /** The name without its prefix. */
    String localName() {
        return name.substring(name.indexOf(':') + 1);
    }

    Node first() {
        if (children.isEmpty()) {
            throw EwsError.fault("ErrorSchemaValidation", name + " is empty");
        }
        return children.get(0);
    }
}

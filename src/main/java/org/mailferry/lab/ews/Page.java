package org.mailferry.lab.ews;

/** A part of a list that a view asks for. */
record Page(int from, int to) {
    static Page of(Node request, String view, int size) {
        Node asked = request.find(view).orElse(Node.of(view));
        int offset = number(asked, "Offset", 0);
        int from = Math.min(asked.attribute("BasePoint").equals("End") ? Math.max(0, size - offset) : offset, size);
        return new Page(from, (int) Math.min(size, (long) from + Math.min(1000, number(asked, "MaxEntriesReturned", 1000))));
    }

    private static int number(Node view, String attribute, int fallback) {
        String text = view.attribute(attribute);
        return text.isEmpty() ? fallback : Integer.parseInt(text);
    }

    Node root(int total, Node content) {
        return Node.of("m:RootFolder", content).at("IndexedPagingOffset", to).at("TotalItemsInView", total).at("IncludesLastItemInRange", to == total);
    }
}

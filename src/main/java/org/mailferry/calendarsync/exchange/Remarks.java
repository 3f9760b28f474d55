package org.mailferry.calendarsync.exchange;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a person should know of an item's conversion, each thing once. */
final class Remarks {
    private final Set<String> sentences = new LinkedHashSet<>();

    void add(String sentence) {
        sentences.add(sentence);
    }

    List<String> list() {
        return List.copyOf(sentences);
    }
}

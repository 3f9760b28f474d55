package org.mailferry.mailsync;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads messages only to know their content again. */
final class Digests {
    private Digests() {}

    /** By UID; empty text for a message that the server does not give. */
    static Map<Long, String> of(OpenedFolder folder, Collection<MessageEntry> entries) {
        Map<Long, String> digests = new HashMap<>();
        folder.read(entries, message -> {
            try (Content content = message.content()) {
                digests.put(message.uid(), content.sha256());
            }
        }, (uid, reason) -> digests.put(uid, ""));
        return digests;
    }
}

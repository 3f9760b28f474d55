package org.mailferry.mailsync;

import java.util.Set;

/**
 * A folder as its server lists it.
 *
 * @param name its full name as the server writes it, decoded from modified UTF-7
 * @param attributes as listed, for example {@code \Noselect} or {@code \Sent}
 */
public record RemoteFolder(String name, FolderPath path, Set<String> attributes, boolean subscribed) {
    public RemoteFolder {
        attributes = Set.copyOf(attributes);
    }

    /** It can hold messages. */
    public boolean selectable() {
        return !hasAttribute("\\Noselect") && !hasAttribute("\\NonExistent");
    }

    boolean hasAttribute(String attribute) {
        return attributes.stream().anyMatch(attribute::equalsIgnoreCase);
    }
}

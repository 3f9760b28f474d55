package org.mailferry.mailsync;

import java.util.Optional;
import java.util.Set;

/**
 * A folder as its server lists it.
 *
 * @param name its full name as the server writes it, decoded from modified UTF-7
 * @param attributes as listed, for example {@code \Noselect} or {@code \Sent}
 * @param status its figures as of the listing, where the server lists them (RFC 5819)
 */
public record RemoteFolder(String name, FolderPath path, Set<String> attributes, boolean subscribed, Optional<FolderStatus> status) {
    public RemoteFolder {
        attributes = Set.copyOf(attributes);
    }

    /** Whose figures the server did not list. */
    public RemoteFolder(String name, FolderPath path, Set<String> attributes, boolean subscribed) {
        this(name, path, attributes, subscribed, Optional.empty());
    }

    /** It can hold messages. */
    public boolean selectable() {
        return !hasAttribute("\\Noselect") && !hasAttribute("\\NonExistent");
    }

    boolean hasAttribute(String attribute) {
        return attributes.stream().anyMatch(attribute::equalsIgnoreCase);
    }
}

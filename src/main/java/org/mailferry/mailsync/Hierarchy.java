package org.mailferry.mailsync;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a server writes paths: the prefix of the personal namespace (RFC 9051 §6.3.10; {@code INBOX.} or empty) and the separator,
 * empty on a server whose folders are flat.
 */
public record Hierarchy(String prefix, String separator) {
    public static final Hierarchy SLASHED = new Hierarchy("", "/");

    /** The place of a folder that the server calls so. */
    public FolderPath path(String name) {
        if (name.equalsIgnoreCase("INBOX") || separator.isEmpty()) {
            return FolderPath.of(name);
        }
        String relative = name.startsWith(prefix) && name.length() > prefix.length() ? name.substring(prefix.length()) : name;
        List<String> segments = Arrays.asList(relative.split(Pattern.quote(separator), -1));
        List<String> named = segments.stream().filter(segment -> !segment.isEmpty()).toList();
        return named.isEmpty() ? FolderPath.of(name) : new FolderPath(named);
    }

    /** What the server would call it. Segments that hold the separator must have been replaced before. */
    public String name(FolderPath path) {
        if (path.isInbox()) {
            return "INBOX";
        }
        String joined = String.join(separator.isEmpty() ? "_" : separator, path.segments());
        boolean belowInbox = path.segments().get(0).equals("INBOX") && prefix.equalsIgnoreCase("INBOX" + separator);
        return belowInbox ? joined : prefix + joined;
    }

    /** The path with every segment's separator replaced by {@code _}. */
    public FolderPath writable(FolderPath path) {
        if (separator.isEmpty()) {
            return path.isInbox() ? path : FolderPath.of(String.join("_", path.segments()));
        }
        return new FolderPath(path.segments().stream().map(segment -> segment.replace(separator, "_")).toList());
    }
}

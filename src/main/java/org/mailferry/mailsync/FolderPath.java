package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a folder lies in its mailbox, from the outside in, free of any server's separator and prefix. The first segment of the
 * inbox is always {@code INBOX} in capitals (RFC 9051 §5.1: its name knows no case).
 */
public record FolderPath(List<String> segments) {
    public static final FolderPath INBOX = new FolderPath(List.of("INBOX"));

    public FolderPath {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("A folder needs a name");
        }
        if (segments.get(0).equalsIgnoreCase("INBOX") && !segments.get(0).equals("INBOX")) {
            List<String> capitals = new ArrayList<>(segments);
            capitals.set(0, "INBOX");
            segments = capitals;
        }
        segments = List.copyOf(segments);
    }

    public static FolderPath of(String... segments) {
        return new FolderPath(List.of(segments));
    }

    public boolean isInbox() {
        return equals(INBOX);
    }

    public boolean topLevel() {
        return segments.size() == 1;
    }

    public String lastSegment() {
        return segments.get(segments.size() - 1);
    }

    public FolderPath withLastSegment(String name) {
        List<String> changed = new ArrayList<>(segments);
        changed.set(segments.size() - 1, name);
        return new FolderPath(changed);
    }

    FolderPath withFirstSegment(String name) {
        List<String> changed = new ArrayList<>(segments);
        changed.set(0, name);
        return new FolderPath(changed);
    }

    public FolderPath child(String name) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(name);
        return new FolderPath(longer);
    }

    /** The folder and those above it, outermost first. */
    public List<FolderPath> lineage() {
        return IntStream.rangeClosed(1, segments.size()).mapToObj(depth -> new FolderPath(segments.subList(0, depth))).toList();
    }

    /** For people and as a key: the segments joined by {@code /}. */
    public String text() {
        return String.join("/", segments);
    }

    @Override public String toString() {
        return text();
    }
}

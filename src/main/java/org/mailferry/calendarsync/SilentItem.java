package org.mailferry.calendarsync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mailferry.kernel.MigrationException;

/**
 * An item that no server may send an invitation, an answer or a cancellation for: every ATTENDEE and ORGANIZER says SCHEDULE-AGENT=CLIENT or
 * NONE (RFC 6638 §7.1), nothing forces a server to send (§7.2), and there is no METHOD. Only such items can be written.
 *
 * @param uid of all its components, without escapes; servers compare more loosely than this text
 */
public record SilentItem(String uid, ContentLines lines) {
    static final String AGENT = "SCHEDULE-AGENT";
    private static final Set<String> SILENT_AGENTS = Set.of("CLIENT", "NONE");

    public SilentItem {
        if (!uid(lines).equals(uid)) {
            throw new IllegalArgumentException("The UID of the item is not " + uid);
        }
        noise(lines).ifPresent(noise -> {
            throw MigrationException.permanent("Item " + uid + " was not written, because " + noise);
        });
    }

    /**
     * The item as it is.
     *
     * @throws MigrationException {@code PERMANENT} when it is no single item with one UID, or a server might send something for it
     */
    public static SilentItem require(ContentLines lines) {
        return new SilentItem(uid(lines), lines);
    }

    /** The item made silent; what does not concern scheduling stays. @throws MigrationException as {@link #require} */
    public static SilentItem silence(ContentLines lines) {
        return require(lines.edit(SilentItem::silenced));
    }

    private static Stream<ContentLine> silenced(ContentLine line) {
        if (line.is("METHOD") || line.name().startsWith("X-MOZ-SEND-INVITATIONS")) {
            return Stream.of();
        }
        return Stream.of(addresses(line) && line.isProperty() ? line.without("SCHEDULE-FORCE-SEND").without("SCHEDULE-STATUS").with(AGENT, "CLIENT") : line);
    }

    /** Why a server might send something when the item is written or deleted; empty when it is silent. */
    public static Optional<String> noise(ContentLines lines) {
        return lines.lines().stream().flatMap(line -> noise(line).stream()).findFirst();
    }

    private static Optional<String> noise(ContentLine line) {
        if (line.is("METHOD")) {
            return Optional.of("it has the METHOD of an invitation");
        }
        if (!addresses(line)) {
            return Optional.empty();
        }
        List<String> agents = line.spellings(AGENT);
        boolean silent = line.isProperty() && agents.size() == 1 && SILENT_AGENTS.contains(agents.get(0).toUpperCase(Locale.ROOT));
        if (!silent) {
            return Optional.of("its " + line.name() + " does not say SCHEDULE-AGENT=CLIENT, so that the server may send mail");
        }
        return line.spellings("SCHEDULE-FORCE-SEND").isEmpty() ? Optional.empty() : Optional.of("its " + line.name() + " asks the server to send mail");
    }

    private static boolean addresses(ContentLine line) {
        return line.is("ATTENDEE") || line.is("ORGANIZER");
    }

    /**
     * The one UID of an item's components (RFC 4791 §4.1), without escapes.
     *
     * @throws MigrationException {@code PERMANENT} when it is truncated, no calendar, or has no UID or several
     */
    public static String uid(ContentLines lines) {
        Set<String> uids = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        int calendars = 0;
        for (ContentLine line : lines.lines()) {
            if (line.is("BEGIN")) {
                calendars += open.isEmpty() ? 1 : 0;
                open.push(component(line));
            } else if (line.is("END") && (open.isEmpty() || !open.pop().equals(component(line)))) {
                throw MigrationException.permanent("An item ends a component that did not begin: " + component(line));
            } else if (line.is("UID") && open.size() == 2 && !open.peek().equals("VTIMEZONE")) {
                uids.add(line.text());
            }
        }
        if (!open.isEmpty() || calendars != 1 || uids.size() != 1 || uids.contains("")) {
            throw MigrationException.permanent(!open.isEmpty() ? "An item is truncated: " + open.peek() + " has no end"
                : calendars != 1 ? "A text holds " + calendars + " calendars instead of one" : "An item has " + uids.size() + " UIDs instead of one");
        }
        return uids.iterator().next();
    }

    private static String component(ContentLine line) {
        return line.value().strip().toUpperCase(Locale.ROOT);
    }
}

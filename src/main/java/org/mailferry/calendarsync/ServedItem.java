package org.mailferry.calendarsync;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mailferry.kernel.EmailAddress;

/**
 * An item whose scheduling is the server's business again: what a {@link SilentItem} became without the mark that we put on its organiser
 * and attendees. Nothing else of it differs.
 *
 * @param lines without SCHEDULE-AGENT=CLIENT
 */
public record ServedItem(String uid, ContentLines lines) {
    public ServedItem {
        if (marked(lines).findAny().isPresent()) {
            throw new IllegalArgumentException("Item " + uid + " still says SCHEDULE-AGENT=CLIENT");
        }
    }

    /** Empty when nobody in the item is marked, so that there is nothing to hand over. */
    public static Optional<ServedItem> of(CalendarItem stored) {
        if (marked(stored.lines()).findAny().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ServedItem(stored.uid(), stored.lines().edit(line -> Stream.of(isMarked(line) ? line.without(SilentItem.AGENT) : line))));
    }

    /** Everybody in the item who has a mail address. */
    public static Set<EmailAddress> people(ContentLines lines) {
        Set<EmailAddress> people = new TreeSet<>(Comparator.comparing(EmailAddress::key));
        lines.lines().stream().filter(line -> line.is("ATTENDEE") || line.is("ORGANIZER")).map(ContentLine::value)
            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("mailto:")).map(value -> value.substring("mailto:".length()).strip())
            .flatMap(ServedItem::address).forEach(people::add);
        return people;
    }

    private static Stream<EmailAddress> address(String text) {
        try {
            return Stream.of(EmailAddress.parse(text));
        } catch (IllegalArgumentException notOurs) {
            return Stream.of();
        }
    }

    private static Stream<ContentLine> marked(ContentLines lines) {
        return lines.lines().stream().filter(ServedItem::isMarked);
    }

    /** NONE is somebody's own wish. */
    private static boolean isMarked(ContentLine line) {
        List<String> agents = line.spellings(SilentItem.AGENT);
        return line.isProperty() && (line.is("ATTENDEE") || line.is("ORGANIZER")) && agents.size() == 1 && agents.get(0).equalsIgnoreCase("CLIENT");
    }
}

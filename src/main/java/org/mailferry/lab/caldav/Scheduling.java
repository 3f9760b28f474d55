package org.mailferry.lab.caldav;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Whom the server tells of a write, RFC 6638 §3.2. Where the agent of a person is not the server, it tells nobody; a person whose agent
 * becomes the server is told like one who was added, and one whose agent ceases to be it like one who was removed.
 */
final class Scheduling {
    private final Consumer<SchedulingMessage> told;
    private volatile boolean deaf;

    Scheduling(Consumer<SchedulingMessage> told) {
        this.told = told;
    }

    /** A deaf server tells everybody, whoever the agent is. */
    void deaf(boolean on) {
        deaf = on;
    }

    void stored(DavUser owner, Optional<DavItem> before, DavItem after) {
        Map<String, String> earlier = before.map(item -> served(owner, item)).orElse(Map.of());
        Map<String, String> now = served(owner, after);
        if (organizes(owner, after)) {
            earlier.keySet().stream().filter(person -> !now.containsKey(person)).forEach(person -> tell("CANCEL", owner, person, before.orElseThrow()));
            boolean changed = before.filter(item -> matter(item).equals(matter(after))).isEmpty();
            now.keySet().stream().filter(person -> changed || !earlier.containsKey(person)).forEach(person -> tell("REQUEST", owner, person, after));
            return;
        }
        now.forEach((organizer, answer) -> {
            boolean unanswered = !earlier.containsKey(organizer) && answer.equals("NEEDS-ACTION");
            if (!unanswered && !answer.equals(earlier.get(organizer))) {
                tell("REPLY", owner, organizer, after);
            }
        });
    }

    /** @param untold the attendee does not want the organiser to know, {@code Schedule-Reply: F} */
    void deleted(DavUser owner, DavItem item, boolean untold) {
        boolean organizes = organizes(owner, item);
        if (organizes || !untold) {
            served(owner, item).keySet().forEach(person -> tell(organizes ? "CANCEL" : "REPLY", owner, person, item));
        }
    }

    private void tell(String method, DavUser owner, String person, DavItem item) {
        String text = new String(item.bytes(), java.nio.charset.StandardCharsets.UTF_8);
        told.accept(new SchedulingMessage(method, owner.address, person, item.object().uid(),
            text.replaceFirst("BEGIN:VCALENDAR\r?\n", "BEGIN:VCALENDAR\r\nMETHOD:" + method + "\r\n").replaceAll(";SCHEDULE-AGENT=[A-Za-z-]+", "")));
    }

    private static boolean organizes(DavUser owner, DavItem item) {
        return item.object().parts().stream().flatMap(part -> part.all("ORGANIZER").stream()).anyMatch(organizer -> owner.is(organizer.address()));
    }

    /** Of an organiser: the attendees that the server serves. Of an attendee: the organiser, with what the attendee answered. */
    private Map<String, String> served(DavUser owner, DavItem item) {
        List<IcsComponent> parts = item.object().parts();
        if (organizes(owner, item)) {
            return parts.stream().flatMap(part -> part.all("ATTENDEE").stream()).filter(person -> served(person) && !owner.is(person.address()))
                .collect(Collectors.toMap(IcsComponent.Property::address, person -> "", (one, same) -> one));
        }
        List<IcsComponent.Property> own = parts.stream().flatMap(part -> part.all("ATTENDEE").stream()).filter(person -> owner.is(person.address())).toList();
        String answers = own.stream().map(person -> person.parameter("PARTSTAT").orElse("NEEDS-ACTION")).distinct().sorted().collect(Collectors.joining(","));
        return parts.stream().flatMap(part -> part.all("ORGANIZER").stream()).filter(organizer -> !own.isEmpty() && served(organizer))
            .collect(Collectors.toMap(IcsComponent.Property::address, organizer -> answers, (one, same) -> one));
    }

    private boolean served(IcsComponent.Property person) {
        return deaf || person.parameter("SCHEDULE-AGENT").orElse("SERVER").equalsIgnoreCase("SERVER");
    }

    /** What people would notice: not when it was written, nor how often. */
    private static String matter(DavItem item) {
        return item.object().parts().stream().map(part -> part.properties().stream()
            .filter(property -> !List.of("DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE").contains(property.name()))
            .map(property -> property.name() + (property.name().equals("ATTENDEE") ? property.address() : property.value())).sorted().toList().toString())
            .sorted().collect(Collectors.joining());
    }
}

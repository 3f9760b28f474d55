package org.mailferry.lab.caldav;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What one address of a calendar may hold, RFC 4791 §4.1: one kind of component, one UID, no METHOD. */
record CalendarObject(IcsComponent calendar, String component, String uid) {
    /** @throws DavError with the condition that it does not meet, RFC 4791 §5.3.2.1 */
    static CalendarObject parse(byte[] bytes) {
        IcsComponent calendar = calendar(bytes);
        List<IcsComponent> parts = calendar.inner().stream().filter(part -> !part.name().equals("VTIMEZONE")).toList();
        Set<String> names = parts.stream().map(IcsComponent::name).collect(Collectors.toSet());
        Set<String> uids = parts.stream().map(part -> part.value("UID")).collect(Collectors.toSet());
        Set<String> instances = parts.stream().map(part -> part.value("RECURRENCE-ID")).collect(Collectors.toSet());
        boolean one = names.size() == 1 && uids.size() == 1 && !uids.contains("") && instances.size() == parts.size();
        if (!one || calendar.first("METHOD").isPresent()) {
            throw DavError.condition(403, DavXml.c("valid-calendar-object-resource"));
        }
        return new CalendarObject(calendar, names.iterator().next(), uids.iterator().next());
    }

    private static IcsComponent calendar(byte[] bytes) {
        try {
            IcsComponent calendar = IcsComponent.parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            boolean started = calendar.inner("VEVENT").stream().allMatch(event -> event.all("DTSTART").size() == 1);
            if (calendar.all("VERSION").size() != 1 || calendar.all("PRODID").size() != 1 || !started) {
                throw new IllegalArgumentException("A property is missing, or there twice");
            }
            return calendar;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw DavError.condition(403, DavXml.c("valid-calendar-data"));
        }
    }

    /** The item itself and its changed occurrences. */
    List<IcsComponent> parts() {
        return calendar.inner(component);
    }
}

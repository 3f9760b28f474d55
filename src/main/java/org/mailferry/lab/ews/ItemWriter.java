package org.mailferry.lab.ews;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Puts properties into items: zones resolved, instants in UTC, defaults filled in, contradictions refused. */
final class ItemWriter {
    private final WindowsZone clock;
    private final boolean seeding;
    /** A time without an offset goes by the zone that comes with it. */
    private WindowsZone requestClock;

    /**
     * @param clock what a time without an offset is measured by
     * @param seeding read-only properties too
     */
    ItemWriter(WindowsZone clock, boolean seeding) {
        this.clock = clock;
        this.seeding = seeding;
        requestClock = clock;
    }

    EwsItem create(EwsFolder folder, Node element) {
        EwsItem item = new EwsItem(folder);
        List<MimeReader.Occurrence> occurrences = element.find("t:MimeContent").map(mime -> fromMime(item, mime)).orElse(List.of());
        item.fields.putIfAbsent("calendar:UID", Node.text("t:UID", newUid(item)));
        set(item, element.children());
        if (element.name().equals("t:CalendarItem") && !item.flag("item:IsAssociated")) {
            complete(item, element);
        }
        stamp(item);
        occurrences.forEach(occurrence -> occurrence.putInto(item, this));
        folder.items.put(item.id, item);
        return item;
    }

    void change(EwsItem item, List<Node> elements) {
        set(item, elements);
        check(item);
        item.keep();
    }

    private List<MimeReader.Occurrence> fromMime(EwsItem item, Node mime) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(mime.text());
        } catch (IllegalArgumentException e) {
            throw EwsError.item("ErrorMimeContentInvalidBase64String", "The MIME content contains an invalid Base64 string.");
        }
        MimeReader reader = MimeReader.of(bytes);
        reader.master().forEach(node -> put(item, node));
        return reader.occurrences();
    }

    void set(EwsItem item, List<Node> elements) {
        requestClock = elements.stream().filter(element -> element.name().equals("t:StartTimeZone")).findFirst().map(EwsZones::of).orElse(clock);
        elements.stream().filter(element -> !element.name().equals("t:MimeContent")).forEach(element -> set(item, element));
    }

    private void set(EwsItem item, Node given) {
        Node element = MapiNames.named(given);
        String field = EwsFields.ofElement(element)
            .orElseThrow(() -> EwsError.fault("ErrorSchemaValidation", "The request failed schema validation: " + element.name() + " is no property of an item"));
        if (!seeding && EwsFields.READ_ONLY.contains(field)) {
            throw EwsError.item("ErrorInvalidPropertySet", "Set action is invalid for property " + field + ".");
        }
        put(item, element);
    }

    private void put(EwsItem item, Node element) {
        String field = EwsFields.ofElement(element).orElseThrow();
        if (field.equals("calendar:Recurrence")) {
            Recurrence.of(element).dates();
            item.exceptions.clear();
            item.deleted.clear();
        }
        boolean instant = field.equals("calendar:Start") || field.equals("calendar:End");
        item.fields.put(field, instant ? Node.text(element.name(), EwsZones.instant(element.text(), requestClock)) : element);
    }

    private void complete(EwsItem item, Node element) {
        if (!item.fields.containsKey("calendar:StartTimeZone")) {
            item.fields.put("calendar:StartTimeZone", clock.reference("t:StartTimeZone"));
        }
        item.fields.putIfAbsent("calendar:EndTimeZone", item.zone().reference("t:EndTimeZone"));
        Instant now = item.store.now();
        item.fields.putIfAbsent("calendar:Start", Node.text("t:Start", now));
        item.fields.putIfAbsent("calendar:End", Node.text("t:End", item.start().plusSeconds(1800)));
        if (item.flag("calendar:IsAllDayEvent") && !seeding) {
            item.fields.put("calendar:Start", Node.text("t:Start", midnight(item, item.start())));
            item.fields.put("calendar:End", Node.text("t:End", midnight(item, item.end().minusSeconds(1)).plusSeconds(86_400)));
        }
        if (!seeding && item.store.quirks.reminderByDefault && element.find("t:MimeContent").isEmpty()) {
            item.fields.putIfAbsent("item:ReminderIsSet", Node.text("t:ReminderIsSet", true));
        }
        check(item);
    }

    private static Instant midnight(EwsItem item, Instant instant) {
        LocalDate day = item.zone().local(instant).toLocalDate();
        return item.zone().instant(day.atTime(LocalTime.MIDNIGHT));
    }

    private void check(EwsItem item) {
        if (!seeding && item.fields.containsKey("calendar:Start") && item.end().isBefore(item.start())) {
            throw EwsError.item("ErrorCalendarEndDateIsEarlierThanStartDate", "EndDate is earlier than StartDate");
        }
    }

    private static void stamp(EwsItem item) {
        String now = item.store.now().toString();
        item.fields.putIfAbsent("item:DateTimeCreated", Node.text("t:DateTimeCreated", now));
        item.fields.putIfAbsent("calendar:DateTimeStamp", Node.text("t:DateTimeStamp", now));
        item.fields.putIfAbsent("item:LastModifiedTime", Node.text("t:LastModifiedTime", now));
    }

    /** The form of [MS-OXOCAL] §2.2.1.27: a global object id in hex. */
    private static String newUid(EwsItem item) {
        String random = UUID.nameUUIDFromBytes(item.id.getBytes(java.nio.charset.StandardCharsets.US_ASCII)).toString().replace("-", "");
        return "040000008200E00074C5B7101A82E00800000000" + "%016X".formatted(item.createdAt) + "0000000000000000" + "10000000" + random.toUpperCase(Locale.ROOT);
    }
}

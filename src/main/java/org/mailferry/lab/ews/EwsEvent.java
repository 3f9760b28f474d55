package org.mailferry.lab.ews;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** An event to put into a calendar, in a test's words. */
public final class EwsEvent {
    private static final AtomicLong ATTACHMENTS = new AtomicLong();
    private final Map<String, Node> fields = new LinkedHashMap<>();
    private final List<EwsAttachment> attachments = new ArrayList<>();

    private EwsEvent() {}

    public static EwsEvent titled(String subject) {
        return new EwsEvent().set(Node.text("t:Subject", subject));
    }

    private EwsEvent set(Node element) {
        fields.put(element.name(), element);
        return this;
    }

    /** @param windowsZone such as {@code Russian Standard Time} */
    public EwsEvent at(LocalDateTime start, LocalDateTime end, String windowsZone) {
        WindowsZone zone = EwsZones.orUtc(windowsZone);
        return set(zone.reference("t:StartTimeZone")).set(zone.reference("t:EndTimeZone"))
            .set(Node.text("t:Start", zone.instant(start))).set(Node.text("t:End", zone.instant(end)));
    }

    /** Whole days, from midnight to midnight of the zone that it was made in. */
    public EwsEvent days(LocalDate first, int days, String windowsZone) {
        return at(first.atStartOfDay(), first.plusDays(days).atStartOfDay(), windowsZone).set(Node.text("t:IsAllDayEvent", true));
    }

    public EwsEvent uid(String uid) {
        return set(Node.text("t:UID", uid));
    }

    public EwsEvent text(String element, String value) {
        return set(Node.text("t:" + element, value));
    }

    /** Any property, as the schema writes it. */
    public EwsEvent with(String element) {
        return set(NodeReader.fragment(element));
    }

    public EwsEvent html(String html) {
        return set(Node.text("t:Body", html).at("BodyType", "HTML"));
    }

    public EwsEvent reminder(int minutesBefore) {
        return text("ReminderIsSet", "true").text("ReminderMinutesBeforeStart", String.valueOf(minutesBefore));
    }

    public EwsEvent organizer(String name, String address) {
        return set(Node.of("t:Organizer", mailbox(name, address)));
    }

    /** @param response such as {@code Accept}, {@code Tentative}, {@code Decline}, {@code Unknown} */
    public EwsEvent attendee(String name, String address, String response) {
        return person("t:RequiredAttendees", name, address, response);
    }

    public EwsEvent optionalAttendee(String name, String address, String response) {
        return person("t:OptionalAttendees", name, address, response);
    }

    public EwsEvent room(String name, String address) {
        return person("t:Resources", name, address, "Accept");
    }

    private EwsEvent person(String list, String name, String address, String response) {
        Node person = Node.of("t:Attendee", mailbox(name, address), Node.text("t:ResponseType", response));
        return set(fields.getOrDefault(list, Node.of(list)).plus(person));
    }

    private static Node mailbox(String name, String address) {
        String type = address.contains("@") ? "SMTP" : "EX";
        return Node.of("t:Mailbox", Node.text("t:Name", name), Node.text("t:EmailAddress", address), Node.text("t:RoutingType", type));
    }

    /** @param days such as {@code Monday Wednesday} */
    public EwsEvent weekly(int interval, String days, String range) {
        return recurring("<t:WeeklyRecurrence><t:Interval>" + interval + "</t:Interval><t:DaysOfWeek>" + days + "</t:DaysOfWeek></t:WeeklyRecurrence>", range);
    }

    /** @param pattern an element of the schema, {@code range} as well; the ranges are made by {@link #times}, {@link #until} and {@link #endless} */
    public EwsEvent recurring(String pattern, String range) {
        return set(Node.of("t:Recurrence", NodeReader.fragment(pattern), NodeReader.fragment(range)));
    }

    public static String times(LocalDate first, int count) {
        return "<t:NumberedRecurrence><t:StartDate>" + first + "</t:StartDate><t:NumberOfOccurrences>" + count + "</t:NumberOfOccurrences></t:NumberedRecurrence>";
    }

    public static String until(LocalDate first, LocalDate last) {
        return "<t:EndDateRecurrence><t:StartDate>" + first + "</t:StartDate><t:EndDate>" + last + "</t:EndDate></t:EndDateRecurrence>";
    }

    public static String endless(LocalDate first) {
        return "<t:NoEndRecurrence><t:StartDate>" + first + "</t:StartDate></t:NoEndRecurrence>";
    }

    public EwsEvent file(String name, String contentType, byte[] bytes) {
        attachments.add(new EwsAttachment(attachmentId(name), name, contentType, "", false, bytes.clone(), null));
        return this;
    }

    /** @param element such as {@code <t:Message><t:Subject>…</t:Subject></t:Message>} */
    public EwsEvent item(String name, String element) {
        attachments.add(new EwsAttachment(attachmentId(name), name, "message/rfc822", "", false, element.getBytes(StandardCharsets.UTF_8), NodeReader.fragment(element)));
        return this;
    }

    private static String attachmentId(String name) {
        return Base64.getEncoder().encodeToString((ATTACHMENTS.incrementAndGet() + "/" + name).getBytes(StandardCharsets.UTF_8));
    }

    Node element() {
        return Node.of("t:CalendarItem", List.copyOf(fields.values()));
    }

    List<EwsAttachment> attachments() {
        return List.copyOf(attachments);
    }
}

package org.mailferry.lab.ews;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which properties of an item are asked for. */
final class ItemShape {
    private static final List<String> DEFAULT = List.of("item:ItemId", "item:Subject", "item:HasAttachments", "calendar:Start", "calendar:End",
        "calendar:LegacyFreeBusyStatus", "calendar:Location", "calendar:Organizer", "calendar:CalendarItemType", "calendar:IsRecurring");
    /** What a list of items does not give ([MS-OXWSSRCH]): it is asked for item by item. */
    private static final Set<String> NOT_IN_LISTS = Set.of("item:MimeContent", "item:Body", "item:TextBody", "item:Attachments", "calendar:RequiredAttendees",
        "calendar:OptionalAttendees", "calendar:Resources", "calendar:Recurrence", "calendar:FirstOccurrence", "calendar:LastOccurrence",
        "calendar:ModifiedOccurrences", "calendar:DeletedOccurrences", "calendar:StartTimeZone", "calendar:EndTimeZone");
    private final Set<String> fields = new LinkedHashSet<>();
    private final boolean plainBody;

    private ItemShape(Node shape, boolean list) {
        String base = shape.value("t:BaseShape");
        List<String> basic = base.equals("AllProperties") ? EwsFields.inOrder().stream().filter(field -> !field.equals("item:MimeContent")).toList()
            : base.equals("Default") ? DEFAULT : List.of("item:ItemId");
        Set<String> wanted = new LinkedHashSet<>(basic);
        if (shape.value("t:IncludeMimeContent").equals("true")) {
            wanted.add("item:MimeContent");
        }
        List<String> more = new ArrayList<>();
        shape.find("t:AdditionalProperties").ifPresent(paths -> paths.children().forEach(path -> more.add(EwsFields.ofPath(path))));
        more.stream().filter(field -> !EwsFields.isKnown(field) && !field.matches("(task|contacts|message|meeting|meetingRequest|postitem|folder|conversation|distributionlist|calendarevent|persona):.*"))
            .findFirst().ifPresent(field -> {
                throw EwsError.fault("ErrorSchemaValidation", "The request failed schema validation: '" + field + "' is no property");
            });
        wanted.addAll(more);
        EwsFields.inOrder().stream().filter(wanted::contains).filter(field -> !list || !NOT_IN_LISTS.contains(field)).forEach(fields::add);
        wanted.stream().filter(field -> field.startsWith("extended:")).forEach(fields::add);
        plainBody = shape.value("t:BodyType").equals("Text");
    }

    static ItemShape of(Node request) {
        return new ItemShape(request.find("m:ItemShape").orElse(Node.of("m:ItemShape")), false);
    }

    static ItemShape ofList(Node request) {
        return new ItemShape(request.find("m:ItemShape").orElse(Node.of("m:ItemShape")), true);
    }

    Node render(EwsItem item) {
        List<Node> properties = new ArrayList<>();
        for (String field : fields) {
            value(item, field).ifPresent(properties::add);
        }
        boolean message = item.text("item:ItemClass").startsWith("IPM.Microsoft") || item.text("item:ItemClass").startsWith("IPM.Note");
        return Node.of(message ? "t:Message" : "t:CalendarItem", properties);
    }

    private Optional<Node> value(EwsItem item, String field) {
        if (field.equals("item:MimeContent")) {
            if (item.store.quirks.mimeRefused || item.mimeRefused) {
                throw EwsError.item("ErrorMimeContentConversionFailed", "The MIME content could not be converted.");
            }
            String mime = item.mime.isEmpty() ? new MimeWriter(item.store.quirks).write(item) : item.mime;
            return Optional.of(Node.text("t:MimeContent", Base64.getEncoder().encodeToString(mime.getBytes(StandardCharsets.UTF_8))).at("CharacterSet", "UTF-8"));
        }
        if (field.equals("item:TextBody")) {
            return item.field("item:Body").map(body -> Node.text("t:TextBody", plain(body)).at("BodyType", "Text"));
        }
        Optional<Node> value = ComputedFields.of(item, field);
        return field.equals("item:Body") && plainBody ? value.map(body -> Node.text("t:Body", plain(body)).at("BodyType", "Text")) : value;
    }

    static String plain(Node body) {
        return body.attribute("BodyType").equals("HTML")
            ? body.text().replaceAll("(?is)<(head|style|script).*?</\\1>", "").replaceAll("(?i)<br\\s*/?>|</p>|</div>", "\n").replaceAll("<[^>]*>", "")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&").strip()
            : body.text();
    }
}

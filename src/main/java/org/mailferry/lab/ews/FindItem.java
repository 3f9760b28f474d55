package org.mailferry.lab.ews;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** [MS-OXWSSRCH]: a folder's items by page, or a calendar's instances in a span of time. */
final class FindItem {
    private FindItem() {}

    static List<Node> find(EwsSession session, Node request) {
        ItemShape shape = ItemShape.ofList(request);
        return session.each(request.find("m:ParentFolderIds").map(Node::children).orElse(List.of()), reference -> {
            EwsFolder folder = session.folder(reference);
            boolean associated = request.attribute("Traversal").equals("Associated");
            List<EwsItem> items = folder.items.values().stream().filter(item -> item.flag("item:IsAssociated") == associated).toList();
            Optional<Node> view = request.find("m:CalendarView");
            List<EwsItem> found = new ArrayList<>(view.isPresent() ? instances(items, view.get(), session) : matching(items, request));
            Page page = view.isPresent() ? Page.of(Node.of("m:FindItem", Node.of("m:CalendarView").at("MaxEntriesReturned", limit(view.get()))), "m:CalendarView", found.size())
                : Page.of(request, "m:IndexedPageItemView", found.size());
            return List.of(page.root(found.size(), Node.of("t:Items", found.subList(page.from(), page.to()).stream().map(shape::render).toList())));
        });
    }

    private static String limit(Node view) {
        return view.attribute("MaxEntriesReturned").isEmpty() ? "1000" : view.attribute("MaxEntriesReturned");
    }

    private static List<EwsItem> matching(List<EwsItem> items, Node request) {
        List<EwsItem> found = request.find("m:Restriction").map(restriction ->
            items.stream().filter(item -> Restriction.matches(restriction.first(), field -> text(item, field))).toList()).orElse(items);
        Optional<Node> order = request.find("m:SortOrder", "t:FieldOrder");
        if (order.isEmpty()) {
            return found;
        }
        String field = EwsFields.ofPath(order.get().first());
        Comparator<EwsItem> by = Comparator.comparing(item -> key(text(item, field).orElse("")));
        return found.stream().sorted(order.get().attribute("Order").equals("Descending") ? by.reversed() : by).toList();
    }

    private static String key(String text) {
        return text.matches("\\d{1,18}") ? "%020d".formatted(Long.parseLong(text)) : text;
    }

    /** Some properties go by another name in tables: those are the numbers that clients search by. */
    private static Optional<String> text(EwsItem item, String field) {
        String recurring = EwsFields.extended("appointment", 0x8223, "boolean");
        if (field.equals(recurring)) {
            return Optional.of(String.valueOf(item.recurrence().isPresent()));
        }
        return ComputedFields.of(item, field).map(node -> node.name().equals("t:ExtendedProperty") ? node.value("t:Value") : node.text());
    }

    private static List<EwsItem> instances(List<EwsItem> items, Node view, EwsSession session) {
        Instant from = EwsZones.instant(view.attribute("StartDate"), session.clock());
        Instant to = EwsZones.instant(view.attribute("EndDate"), session.clock());
        List<EwsItem> instances = new ArrayList<>();
        for (EwsItem item : items) {
            if (item.recurrence().isEmpty()) {
                instances.add(item);
            }
            for (int number = 1; number <= item.dates().size(); number++) {
                if (!item.deleted.contains(number)) {
                    instances.add(item.occurrence(number));
                }
            }
        }
        return instances.stream().filter(item -> item.start().isBefore(to) && (item.end().isAfter(from) || item.start().equals(from)))
            .sorted(Comparator.comparing(EwsItem::start)).toList();
    }
}

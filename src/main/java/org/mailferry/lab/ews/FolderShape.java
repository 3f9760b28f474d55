package org.mailferry.lab.ews;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which properties of a folder are asked for. */
final class FolderShape {
    private static final List<String> ORDER = List.of("folder:FolderId", "folder:ParentFolderId", "folder:FolderClass", "folder:DisplayName", "folder:TotalCount",
        "folder:ChildFolderCount", "folder:DistinguishedFolderId", "folder:UnreadCount");
    private static final String CLASS = "extended:13843:string";
    private static final String COUNT = "extended:13826:integer";
    private static final String HAS_CHILDREN = "extended:13834:boolean";
    private final Set<String> fields = new LinkedHashSet<>();

    FolderShape(Node shape) {
        String base = shape.value("t:BaseShape");
        fields.addAll(base.equals("AllProperties") || base.equals("Default") ? ORDER : List.of("folder:FolderId"));
        List<String> more = shape.find("t:AdditionalProperties").map(paths -> paths.children().stream().map(EwsFields::ofPath).toList()).orElse(List.of());
        ORDER.stream().filter(more::contains).forEach(fields::add);
        more.stream().filter(field -> field.startsWith("extended:")).forEach(fields::add);
    }

    static FolderShape of(Node request) {
        return new FolderShape(request.find("m:FolderShape").orElse(Node.of("m:FolderShape")));
    }

    Node render(EwsFolder folder) {
        List<Node> properties = new ArrayList<>();
        fields.forEach(field -> property(folder, field).ifPresent(properties::add));
        String element = folder.isCalendar() ? "t:CalendarFolder" : folder.folderClass.startsWith("IPF.Task") ? "t:TasksFolder"
            : folder.folderClass.startsWith("IPF.Contact") ? "t:ContactsFolder" : "t:Folder";
        return Node.of(element, properties);
    }

    private static Optional<Node> property(EwsFolder folder, String field) {
        if (field.startsWith("extended:")) {
            return Optional.ofNullable(folder.fields.get(field)).or(() -> computed(folder, field));
        }
        String name = "t:" + field.substring("folder:".length());
        return switch (field) {
            case "folder:FolderId" -> Optional.of(Node.of(name).at("Id", folder.id).at("ChangeKey", EwsStore.changeKey(folder.version)));
            case "folder:ParentFolderId" -> Optional.ofNullable(folder.parent).map(parent -> Node.of(name).at("Id", parent.id).at("ChangeKey", EwsStore.changeKey(parent.version)));
            default -> value(folder, field).filter(text -> !text.isEmpty()).map(text -> Node.text(name, text));
        };
    }

    private static Optional<Node> computed(EwsFolder folder, String field) {
        String[] path = field.split(":");
        return value(folder, field).map(text -> Node.of("t:ExtendedProperty", Node.of("t:ExtendedFieldURI").at("PropertyTag", "0x" + Long.toHexString(Long.parseLong(path[1])))
            .at("PropertyType", CalendarText.capital(path[2].toUpperCase(java.util.Locale.ROOT))), Node.text("t:Value", text)));
    }

    /** As text, for restrictions too. */
    static Optional<String> value(EwsFolder folder, String field) {
        return switch (field) {
            case "folder:FolderClass", CLASS -> Optional.of(folder.folderClass);
            case "folder:DisplayName" -> Optional.of(folder.name);
            case "folder:TotalCount", COUNT -> Optional.of(String.valueOf(folder.items.size()));
            case "folder:ChildFolderCount" -> Optional.of(String.valueOf(folder.children().size()));
            case "folder:DistinguishedFolderId" -> Optional.of(folder.distinguishedName);
            case "folder:UnreadCount" -> folder.isCalendar() ? Optional.empty() : Optional.of("0");
            case HAS_CHILDREN -> Optional.of(String.valueOf(!folder.children().isEmpty()));
            default -> Optional.ofNullable(folder.fields.get(field)).map(property -> property.value("t:Value"));
        };
    }
}

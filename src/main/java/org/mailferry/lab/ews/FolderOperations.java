package org.mailferry.lab.ews;

import java.util.List;
import java.util.stream.Stream;

/** [MS-OXWSFOLD] and the folders of [MS-OXWSSRCH] and [MS-OXWSSYNC]. */
final class FolderOperations {
    private FolderOperations() {}

    static List<Node> get(EwsSession session, Node request) {
        FolderShape shape = FolderShape.of(request);
        return session.each(references(request), reference -> List.of(Node.of("m:Folders", shape.render(session.folder(reference)))));
    }

    static List<Node> find(EwsSession session, Node request) {
        FolderShape shape = FolderShape.of(request);
        boolean deep = request.attribute("Traversal").equals("Deep");
        return session.each(request.find("m:ParentFolderIds").map(Node::children).orElse(List.of()), reference -> {
            EwsFolder parent = session.folder(reference);
            Stream<EwsFolder> below = parent.mailbox.folders.values().stream().filter(folder -> deep ? folder.isBelow(parent) : folder.parent == parent);
            List<EwsFolder> found = request.find("m:Restriction").map(restriction -> below.filter(folder -> Restriction.matches(restriction.first(), field -> FolderShape.value(folder, field))))
                .orElse(below).toList();
            Page page = Page.of(request, "m:IndexedPageFolderView", found.size());
            return List.of(page.root(found.size(), Node.of("t:Folders", found.subList(page.from(), page.to()).stream().map(shape::render).toList())));
        });
    }

    static List<Node> create(EwsSession session, Node request) {
        EwsFolder parent = session.folder(request.find("m:ParentFolderId").orElseThrow(() -> EwsError.fault("ErrorSchemaValidation", "ParentFolderId is missing")).first());
        return session.each(request.find("m:Folders").map(Node::children).orElse(List.of()), element -> {
            String name = element.value("t:DisplayName");
            if (name.isBlank()) {
                throw EwsError.item("ErrorFolderSavePropertyError", "A folder needs a name.");
            }
            if (parent.children().stream().anyMatch(folder -> folder.name.equalsIgnoreCase(name))) {
                throw EwsError.item("ErrorFolderExists", "A folder with the specified name already exists., Could not create folder.");
            }
            String standard = element.name().equals("t:CalendarFolder") ? EwsMailbox.EVENTS : element.name().equals("t:TasksFolder") ? "IPF.Task" : "IPF.Note";
            EwsFolder folder = new EwsFolder(session.mailbox(), parent, name, element.find("t:FolderClass").map(Node::text).orElse(standard), "");
            element.all("t:ExtendedProperty").forEach(property -> folder.fields.put(EwsFields.ofElement(property).orElseThrow(), property));
            return List.of(Node.of("m:Folders", new FolderShape(Node.of("m:FolderShape")).render(folder)));
        });
    }

    static List<Node> update(EwsSession session, Node request) {
        return session.each(request.find("m:FolderChanges").map(Node::children).orElse(List.of()), change -> {
            EwsFolder folder = session.folder(change.first());
            for (Node set : change.find("t:Updates").map(Node::children).orElse(List.of())) {
                Node path = set.first();
                String field = EwsFields.ofPath(path);
                Node value = set.name().equals("t:SetFolderField") ? set.children().get(1).first() : path;
                if (field.equals("folder:DisplayName")) {
                    folder.name = value.text();
                } else if (!field.startsWith("extended:")) {
                    throw EwsError.item("ErrorInvalidPropertySet", "Set action is invalid for property.");
                } else if (set.name().equals("t:SetFolderField")) {
                    folder.fields.put(field, value);
                } else {
                    folder.fields.remove(field);
                }
            }
            folder.version = session.store().next();
            return List.of(Node.of("m:Folders", new FolderShape(Node.of("m:FolderShape")).render(folder)));
        });
    }

    static List<Node> delete(EwsSession session, Node request) {
        return session.each(references(request), reference -> {
            EwsFolder folder = session.folder(reference);
            if (!folder.distinguishedName.isEmpty()) {
                throw EwsError.item("ErrorDeleteDistinguishedFolder", "Distinguished folders cannot be deleted.");
            }
            session.mailbox().folders.values().removeIf(each -> each == folder || each.isBelow(folder));
            return List.of();
        });
    }

    private static List<Node> references(Node request) {
        return request.find("m:FolderIds").map(Node::children).orElse(List.of());
    }
}

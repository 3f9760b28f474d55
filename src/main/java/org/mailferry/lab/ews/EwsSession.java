package org.mailferry.lab.ews;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** One request: for which mailbox, by which clock, and how its answers are made. */
record EwsSession(EwsStore store, EwsMailbox mailbox, WindowsZone clock, String operation, Consumer<EwsInvitation> invitations) {
    /** One message for each target: a target that fails does not fail the others. */
    List<Node> each(List<Node> targets, Function<Node, List<Node>> content) {
        List<Node> messages = new ArrayList<>();
        for (Node target : targets) {
            try {
                messages.add(success(content.apply(target)));
            } catch (EwsError e) {
                if (e.fault) {
                    throw e;
                }
                messages.add(error(e));
            }
        }
        return messages;
    }

    List<Node> one(java.util.function.Supplier<List<Node>> content) {
        return each(List.of(Node.of("m:" + operation)), any -> content.get());
    }

    private Node success(List<Node> content) {
        List<Node> children = new ArrayList<>(List.of(Node.text("m:ResponseCode", "NoError")));
        children.addAll(content);
        return Node.of("m:" + operation + "ResponseMessage", children).at("ResponseClass", "Success");
    }

    private Node error(EwsError error) {
        List<Node> children = new ArrayList<>(List.of(Node.text("m:MessageText", error.getMessage()), Node.text("m:ResponseCode", error.code),
            Node.text("m:DescriptiveLinkKey", 0)));
        if (error.backOff.isPresent()) {
            children.add(Node.of("m:MessageXml", error.messageXml().children()));
        }
        if (operation.startsWith("SyncFolder")) {
            children.add(Node.of("m:SyncState"));
            children.add(Node.text("m:IncludesLast" + (operation.endsWith("Items") ? "Item" : "Folder") + "InRange", true));
        }
        if (operation.endsWith("Item")) {
            children.add(Node.of("m:Items"));
        }
        return Node.of("m:" + operation + "ResponseMessage", children).at("ResponseClass", "Error");
    }

    EwsFolder folder(Node reference) {
        String id = reference.attribute("Id");
        if (reference.name().equals("t:DistinguishedFolderId")) {
            String owner = reference.value("t:Mailbox", "t:EmailAddress");
            if (!owner.isEmpty() && !owner.equalsIgnoreCase(mailbox.address)) {
                throw EwsError.item("ErrorAccessDenied", "Access is denied. Check credentials and try again.");
            }
            return mailbox.folder(id).orElseThrow(() -> EwsError.item("ErrorFolderNotFound", "The specified folder could not be found in the store."));
        }
        EwsFolder folder = mailbox.folders.get(id);
        if (folder == null) {
            EwsIds.read(id);
            throw EwsError.item("ErrorFolderNotFound", "The specified folder could not be found in the store.");
        }
        return folder;
    }

    /** What an {@code ItemId}, {@code OccurrenceItemId} or {@code RecurringMasterItemId} names. */
    EwsItem item(Node reference) {
        EwsItem item = switch (reference.name()) {
            case "t:ItemId" -> mailbox.item(reference.attribute("Id"));
            case "t:OccurrenceItemId" -> mailbox.item(reference.attribute("RecurringMasterId")).occurrence(index(reference));
            case "t:RecurringMasterItemId" -> {
                EwsItem occurrence = mailbox.item(reference.attribute("OccurrenceId"));
                yield occurrence.master == null ? occurrence : occurrence.master;
            }
            default -> throw EwsError.fault("ErrorSchemaValidation", "The request failed schema validation: " + reference.name() + " is no id of an item");
        };
        String trouble = item.trouble.isEmpty() && item.master != null ? item.master.trouble : item.trouble;
        if (!trouble.isEmpty()) {
            throw EwsError.item(trouble, "The item could not be opened.");
        }
        return item;
    }

    private static int index(Node reference) {
        try {
            return Integer.parseInt(reference.attribute("InstanceIndex"));
        } catch (NumberFormatException e) {
            throw EwsError.fault("ErrorSchemaValidation", "The request failed schema validation: InstanceIndex is no number");
        }
    }
}

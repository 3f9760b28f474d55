package org.mailferry.lab.ews;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** [MS-OXWSSYNC]: what happened since a state that this server gave. */
final class SyncOperations {
    private record Change(long at, Supplier<Node> element) {}

    private SyncOperations() {}

    static List<Node> items(EwsSession session, Node request) {
        return session.one(() -> {
            EwsFolder folder = session.folder(request.find("m:SyncFolderId").orElseThrow(() -> EwsError.fault("ErrorSchemaValidation", "SyncFolderId is missing")).first());
            ItemShape shape = ItemShape.ofList(request);
            int most = number(request.value("m:MaxChangesReturned"));
            long since = position(session, request.value("m:SyncState"), folder.id);
            Set<String> ignored = new HashSet<>();
            request.find("m:Ignore").ifPresent(ignore -> ignore.children().forEach(id -> ignored.add(id.attribute("Id"))));
            boolean associated = request.value("m:SyncScope").equals("NormalAndAssociatedItems");
            List<Change> changes = Stream.concat(
                folder.items.values().stream().filter(item -> item.version > since && !ignored.contains(item.id) && (associated || !item.flag("item:IsAssociated")))
                    .map(item -> new Change(item.version, () -> Node.of(item.createdAt > since ? "t:Create" : "t:Update", shape.render(item)))),
                folder.tombstones.stream().filter(gone -> gone.at() > since && gone.createdAt() <= since)
                    .map(gone -> new Change(gone.at(), () -> Node.of("t:Delete", Node.of("t:ItemId").at("Id", gone.itemId()).at("ChangeKey", gone.changeKey())))))
                .sorted(Comparator.comparingLong(Change::at)).toList();
            List<Change> page = changes.subList(0, Math.min(most, changes.size()));
            long reached = page.isEmpty() ? since : page.get(page.size() - 1).at();
            return List.of(Node.text("m:SyncState", state(session, folder.id, reached)), Node.text("m:IncludesLastItemInRange", page.size() == changes.size()),
                Node.of("m:Changes", page.stream().map(change -> change.element().get()).toList()));
        });
    }

    static List<Node> hierarchy(EwsSession session, Node request) {
        return session.one(() -> {
            EwsFolder top = request.find("m:SyncFolderId").map(reference -> session.folder(reference.first())).orElseGet(() -> session.mailbox().folder("msgfolderroot").orElseThrow());
            FolderShape shape = FolderShape.of(request);
            long since = position(session, request.value("m:SyncState"), "folders");
            List<Node> changes = new ArrayList<>();
            long reached = since;
            for (EwsFolder folder : session.mailbox().folders.values()) {
                if (folder.isBelow(top) && folder.version > since) {
                    changes.add(Node.of(since == 0 ? "t:Create" : "t:Update", shape.render(folder)));
                    reached = Math.max(reached, folder.version);
                }
            }
            return List.of(Node.text("m:SyncState", state(session, "folders", reached)), Node.text("m:IncludesLastFolderInRange", true), Node.of("m:Changes", changes));
        });
    }

    private static int number(String text) {
        int most = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (most < 1 || most > 512) {
            throw EwsError.fault("ErrorSchemaValidation", "The request failed schema validation: MaxChangesReturned must be between 1 and 512");
        }
        return most;
    }

    private static String state(EwsSession session, String folder, long position) {
        return Base64.getEncoder().encodeToString((session.store().epoch + "|" + session.mailbox().address + "|" + folder + "|" + position).getBytes(StandardCharsets.UTF_8));
    }

    private static long position(EwsSession session, String state, String folder) {
        if (state.isBlank()) {
            return 0;
        }
        try {
            String[] parts = new String(Base64.getDecoder().decode(state), StandardCharsets.UTF_8).split("\\|");
            if (parts.length == 4 && parts[0].equals(String.valueOf(session.store().epoch)) && parts[1].equals(session.mailbox().address) && parts[2].equals(folder)) {
                return Long.parseLong(parts[3]);
            }
        } catch (IllegalArgumentException e) {
            // no state of ours
        }
        throw EwsError.item("ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid.");
    }
}

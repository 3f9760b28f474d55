package org.mailferry.lab.ews;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A folder of a mailbox with its items and with what was deleted from it. */
public final class EwsFolder {
    /** @param at when in the row of changes, {@code createdAt} the same for its making */
    record Tombstone(String itemId, String changeKey, long createdAt, long at) {}

    final EwsMailbox mailbox;
    final @Nullable EwsFolder parent;
    final String id;
    final String distinguishedName;
    final Map<String, Node> fields = new LinkedHashMap<>();
    final Map<String, EwsItem> items = new LinkedHashMap<>();
    final List<Tombstone> tombstones = new ArrayList<>();
    String name;
    String folderClass;
    long version;

    EwsFolder(EwsMailbox mailbox, @Nullable EwsFolder parent, String name, String folderClass, String distinguishedName) {
        this.mailbox = mailbox;
        this.parent = parent;
        this.name = name;
        this.folderClass = folderClass;
        this.distinguishedName = distinguishedName;
        version = mailbox.store.next();
        id = mailbox.store.newId(version);
        mailbox.folders.put(id, this);
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Items without occurrences, oldest first. */
    public List<EwsItem> items() {
        synchronized (mailbox.store) {
            return List.copyOf(items.values());
        }
    }

    public EwsItem put(EwsEvent event) {
        return put(event.element(), event.attachments());
    }

    /** @param element a {@code t:CalendarItem} of the schema, read-only properties and all; what is missing is computed */
    public EwsItem put(String element) {
        return put(NodeReader.fragment(element), List.of());
    }

    private EwsItem put(Node element, List<EwsAttachment> attachments) {
        synchronized (mailbox.store) {
            EwsItem item = new ItemWriter(EwsZones.orUtc("UTC"), true).create(this, element);
            item.attachments.addAll(attachments);
            return item;
        }
    }

    /** As somebody does it in Outlook who tells nobody: the item is gone at once. */
    public void delete(EwsItem item) {
        synchronized (mailbox.store) {
            remove(item);
        }
    }

    Optional<EwsItem> find(String itemId) {
        return Optional.ofNullable(items.get(itemId));
    }

    void remove(EwsItem item) {
        if (items.remove(item.id) != null) {
            tombstones.add(new Tombstone(item.id, item.changeKey(), item.createdAt, mailbox.store.next()));
        }
    }

    boolean isBelow(EwsFolder other) {
        return parent != null && (parent == other || parent.isBelow(other));
    }

    List<EwsFolder> children() {
        return mailbox.folders.values().stream().filter(folder -> folder.parent == this).toList();
    }

    boolean isCalendar() {
        return folderClass.startsWith(EwsMailbox.EVENTS);
    }
}

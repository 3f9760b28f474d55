package org.mailferry.lab.ews;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An item, a master of a series, or an occurrence, which has of its own only what differs from its master. */
public final class EwsItem {
    final EwsStore store;
    final String id;
    final long createdAt;
    final Map<String, Node> fields = new HashMap<>();
    final List<EwsAttachment> attachments = new ArrayList<>();
    /** By number of the occurrence, from 1. */
    final SortedMap<Integer, EwsItem> exceptions = new TreeMap<>();
    final SortedSet<Integer> deleted = new TreeSet<>();
    final @Nullable EwsItem master;
    final int index;
    private @Nullable Node expanded;
    private List<LocalDate> dates = List.of();
    EwsFolder folder;
    long version;
    volatile String trouble = "";
    volatile boolean mimeRefused;
    volatile String mime = "";

    EwsItem(EwsFolder folder) {
        this.folder = folder;
        store = folder.mailbox.store;
        createdAt = store.next();
        version = createdAt;
        id = store.newId(createdAt);
        master = null;
        index = 0;
    }

    private EwsItem(EwsItem master, int index) {
        this.folder = master.folder;
        this.store = master.store;
        this.master = master;
        this.index = index;
        createdAt = master.createdAt;
        version = master.version;
        id = EwsIds.occurrence(master.id, index);
    }

    public String id() {
        return id;
    }

    public String changeKey() {
        return EwsStore.changeKey(version);
    }

    public String uid() {
        return text("calendar:UID");
    }

    /** From now on a request for this item fails with that code, such as {@code ErrorItemCorrupt}; empty: none. */
    public void trouble(String code) {
        trouble = code;
    }

    /** From now on its MIME cannot be had ({@code ErrorMimeContentConversionFailed}), its properties can. */
    public void refuseMime() {
        mimeRefused = true;
    }

    /** From now on its MIME is that text, however broken. */
    public void mime(String text) {
        mime = text;
    }

    /** Somebody changes properties, or only the change key when the element is empty. */
    public void change(String element) {
        synchronized (store) {
            new ItemWriter(EwsZones.orUtc("UTC"), true).change(this, NodeReader.fragment(element).children());
        }
    }

    /** Somebody moves or rewrites one occurrence. @param number from 1 */
    public void changeOccurrence(int number, String element) {
        synchronized (store) {
            new ItemWriter(EwsZones.orUtc("UTC"), true).change(occurrence(number), NodeReader.fragment(element).children());
        }
    }

    /** @param number from 1 */
    public void deleteOccurrence(int number) {
        synchronized (store) {
            occurrence(number).delete();
        }
    }

    /** What is stored of a property, as XML text; empty when nothing is. For tests. */
    public String stored(String field) {
        synchronized (store) {
            return text(field);
        }
    }

    Optional<Node> field(String field) {
        Node own = fields.get(field);
        return own == null && master != null ? master.field(field) : Optional.ofNullable(own);
    }

    String text(String field) {
        return field(field).map(Node::text).orElse("");
    }

    boolean flag(String field) {
        return text(field).equals("true");
    }

    Instant start() {
        Node own = fields.get("calendar:Start");
        return own == null && master != null ? originalStart() : Instant.parse(text("calendar:Start"));
    }

    Instant end() {
        Node own = fields.get("calendar:End");
        return own == null && master != null ? start().plus(Duration.between(master.start(), master.end())) : Instant.parse(text("calendar:End"));
    }

    WindowsZone zone() {
        return field("calendar:StartTimeZone").map(EwsZones::of).orElse(EwsZones.orUtc("UTC"));
    }

    Optional<Recurrence> recurrence() {
        return master == null ? field("calendar:Recurrence").map(Recurrence::of) : Optional.empty();
    }

    /** Expanded once for each pattern. */
    List<LocalDate> dates() {
        Node pattern = fields.get("calendar:Recurrence");
        if (pattern == null || master != null) {
            return List.of();
        }
        if (pattern != expanded) {
            dates = Recurrence.of(pattern).dates();
            expanded = pattern;
        }
        return dates;
    }

    Instant originalStart() {
        EwsItem series = java.util.Objects.requireNonNull(master);
        LocalTime time = series.zone().local(series.start()).toLocalTime();
        return series.zone().instant(series.dates().get(index - 1).atTime(time));
    }

    /** @param number from 1; the occurrence as it is, to be kept by {@link #keep()} when it is changed */
    EwsItem occurrence(int number) {
        if (recurrence().isEmpty()) {
            throw EwsError.item("ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange", "The item is no master of a series.");
        }
        if (deleted.contains(number)) {
            throw EwsError.item("ErrorCalendarOccurrenceIsDeletedFromRecurrence", "Occurrence with this index was previously deleted from the recurrence.");
        }
        if (number < 1 || number > dates().size()) {
            throw EwsError.item("ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange", "Occurrence index is out of recurrence range.");
        }
        return exceptions.getOrDefault(number, new EwsItem(this, number));
    }

    /** Gives the item a new version; an occurrence becomes an exception, and its master changes with it. */
    void keep() {
        version = store.next();
        fields.put("item:LastModifiedTime", Node.text("t:LastModifiedTime", store.now()));
        if (master != null) {
            master.exceptions.put(index, this);
            master.keep();
        }
    }

    void delete() {
        if (master == null) {
            folder.remove(this);
            return;
        }
        master.exceptions.remove(index);
        master.deleted.add(index);
        master.keep();
    }
}

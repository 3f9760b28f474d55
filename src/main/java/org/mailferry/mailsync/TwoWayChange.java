package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Collects what is committed together. */
public final class TwoWayChange {
    /** @param targetFlags what the target's copy was seen to hold; empty leaves what is known */
    public record Line(long folderId, MessageRecord record, Optional<Flags> targetFlags) {}

    public record Place(long folderId, long sourceUid) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<Place> forgotten = new ArrayList<>();
    private final List<FolderRecord> folders = new ArrayList<>();
    private final List<Bookmark> bookmarks = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Arrival> settled = new ArrayList<>();
    private final List<TwoWayRequest> requests = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();

    public TwoWayChange line(long folderId, MessageRecord record) {
        lines.add(new Line(folderId, record, Optional.empty()));
        return this;
    }

    public TwoWayChange line(long folderId, MessageRecord record, Flags targetFlags) {
        lines.add(new Line(folderId, record, Optional.of(targetFlags)));
        return this;
    }

    public TwoWayChange forget(long folderId, long sourceUid) {
        forgotten.add(new Place(folderId, sourceUid));
        return this;
    }

    public TwoWayChange folder(FolderRecord folder) {
        folders.add(folder);
        return this;
    }

    public TwoWayChange bookmark(Bookmark bookmark) {
        bookmarks.add(bookmark);
        return this;
    }

    public TwoWayChange arrival(Arrival arrival) {
        arrivals.add(arrival);
        return this;
    }

    public TwoWayChange arrivals(Collection<Arrival> more) {
        arrivals.addAll(more);
        return this;
    }

    public TwoWayChange settled(Arrival arrival) {
        settled.add(arrival);
        return this;
    }

    public TwoWayChange request(TwoWayRequest request) {
        requests.add(request);
        return this;
    }

    public TwoWayChange journal(JournalEntry entry) {
        journal.add(entry);
        return this;
    }

    public boolean isEmpty() {
        return lines.isEmpty() && forgotten.isEmpty() && folders.isEmpty() && bookmarks.isEmpty() && arrivals.isEmpty() && settled.isEmpty()
            && requests.isEmpty() && journal.isEmpty();
    }

    /** Forgotten before {@link #lines} are saved. */
    public List<Place> forgotten() {
        return List.copyOf(forgotten);
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    public List<FolderRecord> folders() {
        return List.copyOf(folders);
    }

    public List<Bookmark> bookmarks() {
        return List.copyOf(bookmarks);
    }

    /** New, or replacing the one for the same counterpart. */
    public List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Over, and removed. */
    public List<Arrival> settled() {
        return List.copyOf(settled);
    }

    /** New where the id is 0, else changed. */
    public List<TwoWayRequest> requests() {
        return List.copyOf(requests);
    }

    public List<JournalEntry> journal() {
        return List.copyOf(journal);
    }
}

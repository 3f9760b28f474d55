package org.mailferry.directory;

import java.util.List;

/** Reads a directory; it never writes. */
public interface DirectoryListing {
    /**
     * Every entry below the base that the filter matches, in the directory's order, however many there are.
     *
     * @throws org.mailferry.kernel.MigrationException {@code TRANSIENT} when the directory cannot be reached in time, {@code PERMANENT}
     *     when it refuses us, its certificate is not trusted, or base or filter is wrong; never with a part of the entries
     */
    List<DirectoryEntry> list(DirectorySource source);

    /** Every group below the base of the groups with all its members; none where the source names no such base. Fails like {@link #list}. */
    default List<DirectoryGroup> groups(DirectorySource source) {
        return List.of();
    }
}

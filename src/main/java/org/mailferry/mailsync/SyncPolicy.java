package org.mailferry.mailsync;

import java.util.Set;

/**
 * What is left out.
 *
 * @param excludedFolders folder names, exact and case-sensitive, left out with all below them (V48)
 * @param maxMessageBytes larger messages are refused with a reason; 0 for no limit
 */
public record SyncPolicy(Set<String> excludedFolders, long maxMessageBytes) {
    public static final SyncPolicy EVERYTHING = new SyncPolicy(Set.of(), 0);

    public SyncPolicy {
        excludedFolders = Set.copyOf(excludedFolders);
    }

    /** The folder is left out, by its own name or by that of one above it. */
    public boolean excludes(RemoteFolder folder) {
        return FolderMapping.isExcluded(folder, excludedFolders);
    }

    boolean tooLarge(long sizeBytes) {
        return maxMessageBytes > 0 && sizeBytes > maxMessageBytes;
    }
}

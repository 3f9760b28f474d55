package org.mailferry.mailsync;

import java.util.Set;

/**
 * What is left out.
 *
 * @param excludedFolders folder names, exact and case-sensitive, left out with all below them (V48)
 * @param maxMessageBytes larger messages are refused with a reason; 0 for no limit
 * @param folders which folders besides, and under which names
 * @param messages which messages besides
 * @param foldersOnly folders are made and subscribed, and no message is looked at
 */
public record SyncPolicy(Set<String> excludedFolders, long maxMessageBytes, FolderRules folders, MessageRules messages, boolean foldersOnly) {
    public static final SyncPolicy EVERYTHING = new SyncPolicy(Set.of(), 0);

    public SyncPolicy {
        excludedFolders = Set.copyOf(excludedFolders);
    }

    public SyncPolicy(Set<String> excludedFolders, long maxMessageBytes) {
        this(excludedFolders, maxMessageBytes, FolderRules.NONE, MessageRules.NONE, false);
    }

    /** The folder is left out, by its own name or by that of one above it. */
    public boolean excludes(RemoteFolder folder) {
        return FolderMapping.isExcluded(folder, excludedFolders);
    }

    boolean tooLarge(long sizeBytes) {
        return maxMessageBytes > 0 && sizeBytes > maxMessageBytes;
    }
}

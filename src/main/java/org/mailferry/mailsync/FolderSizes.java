package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What the folders of a mailbox hold. */
public final class FolderSizes {
    /**
     * @param carried it is not left out
     * @param bytes empty where the server does not tell
     */
    public record Line(String folder, boolean carried, long messages, OptionalLong bytes) {}

    private FolderSizes() {}

    /**
     * @param scan list every message where the server does not tell a folder's size
     * @throws org.mailferry.kernel.MigrationException as {@link FolderRules} say
     */
    public static List<Line> of(MailStore store, SyncPolicy policy, boolean scan) {
        FolderRules rules = policy.folders();
        List<Line> lines = new ArrayList<>();
        for (RemoteFolder folder : rules.placed(store.folders(), store.hierarchy())) {
            if (folder.selectable() && !rules.ignores(folder, store.hierarchy())) {
                boolean carried = !policy.excludes(folder) && !rules.leavesOut(folder);
                lines.add(line(store, folder.name(), carried, scan));
            }
        }
        return lines;
    }

    private static Line line(MailStore store, String folder, boolean carried, boolean scan) {
        try {
            long messages = store.status(folder).messages();
            OptionalLong bytes = store.sizeBytes(folder);
            if (bytes.isEmpty() && messages == 0) {
                bytes = OptionalLong.of(0);
            }
            boolean listed = bytes.isEmpty() && scan;
            return new Line(folder, carried, messages, listed ? OptionalLong.of(listed(store, folder)) : bytes);
        } catch (FolderRefusedException e) {
            // It is told when its turn comes.
            return new Line(folder, carried, 0, OptionalLong.empty());
        }
    }

    private static long listed(MailStore store, String folder) {
        return store.openForReading(folder).entriesFrom(1).stream().mapToLong(MessageEntry::sizeBytes).sum();
    }
}

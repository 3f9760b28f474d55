package org.mailferry.mailsync;

import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;

/** How far the copying is, for the dashboard and the report. Cheap: it counts folders, not messages. */
public interface SyncProgress {
    MailboxProgress of(MailboxId mailbox);

    /** All mailboxes of the plan together. */
    MailboxProgress of(PlanName plan);

    /** Bytes a second of one mailbox at a time, over everything copied in this plan; empty before 1 MB was copied. */
    Optional<Double> bytesPerSecond(PlanName plan);

    /**
     * @param messages to copy, as measured or, where more were found, as found
     * @param leftBehind messages in folders that are left out
     * @param folderProblems folders that a side refused
     * @param currentFolder the folder last worked on; empty for a plan
     */
    record MailboxProgress(long messages, FolderCounts counts, long leftBehind, long folderProblems, String currentFolder) {}
}

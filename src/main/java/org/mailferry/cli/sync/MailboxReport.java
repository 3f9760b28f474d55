package org.mailferry.cli.sync;

import java.time.Duration;
import java.util.List;

/**
 * A mailbox at the end of its run.
 *
 * @param source and {@code target}: login and server, for people
 * @param problem why it ended early; empty otherwise
 * @param flagChanges messages whose flags were brought up to date
 * @param deleted messages removed from the target by {@code --delete2}
 * @param time from the first connection to the last answer
 */
record MailboxReport(String source, String target, ExitCode code, String problem, List<FolderReport> folders, Counts total, long flagChanges,
                     long deleted, Duration time) {
    MailboxReport {
        folders = List.copyOf(folders);
    }

    long messages() {
        return folders.stream().filter(folder -> folder.state().equals("copied")).mapToLong(FolderReport::messages).sum();
    }

    long before() {
        return folders.stream().mapToLong(FolderReport::before).sum();
    }

    /** Messages in folders that were left out. */
    long leftBehind() {
        return folders.stream().filter(folder -> folder.state().equals("left out")).mapToLong(FolderReport::messages).sum();
    }

    double seconds() {
        return Math.max(time.toMillis(), 1) / 1000.0;
    }
}

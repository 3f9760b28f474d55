package org.mailferry.mailsync;

import java.time.Instant;
import org.mailferry.kernel.MailboxId;

/**
 * What a source mailbox holds.
 *
 * @param messages and {@code bytes} that are to be copied
 * @param leftBehind messages in folders that are left out
 * @param problem why it could not be measured; empty otherwise
 */
public record MailboxSize(MailboxId mailbox, long messages, long bytes, long leftBehind, String problem, Instant measuredAt) {
    public MailboxSize {
        problem = problem.length() <= 500 ? problem : problem.substring(0, 499) + "…";
    }
}

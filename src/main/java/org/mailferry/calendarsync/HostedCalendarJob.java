package org.mailferry.calendarsync;

import java.util.List;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailboxId;
import org.mailferry.remote.RemoteHost;

/**
 * What the target's own tool is to do for one mailbox.
 *
 * @param login the mailbox as the target knows it, byte for byte: the tool minds upper and lower case
 * @param scripts the folder on the host that holds the tool's scripts
 * @param terminal whether the scripts get a terminal
 * @param operations in this order
 * @param turn one move of the mailbox, or a part of it; a new one has everything done anew
 */
public record HostedCalendarJob(MailboxId mailbox, EmailAddress login, RemoteHost host, String scripts, boolean terminal,
                                List<Operation> operations, String turn) {
    public enum Operation {
        /** Copies events from the source. */
        SYNC,
        /** From then on the tool keeps both sides in step. */
        SUBSCRIBE
    }

    public HostedCalendarJob {
        operations = List.copyOf(operations);
    }
}

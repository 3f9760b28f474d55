package org.mailferry.mailflow;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailferry.kernel.MailAccount;

/** Mailboxes in which probes arrive, by IMAP. */
public interface ProbeMailboxes {
    /** @throws org.mailferry.kernel.MigrationException when the mailbox cannot be opened */
    ProbeMailbox open(MailAccount account);

    /** An open inbox. Closing never throws. */
    interface ProbeMailbox extends AutoCloseable {
        /**
         * Looks for these messages among the newest of the inbox and takes the found ones out of it, so that a migrated mailbox
         * keeps no litter. Everything else in the mailbox stays untouched.
         *
         * @return by Message-ID
         */
        Map<String, Arrival> take(Set<String> messageIds);

        @Override void close();
    }

    /**
     * @param hops the {@code by} hosts of the Received lines, the first hop first
     * @param removed gone from the mailbox; otherwise the server could only mark it deleted
     */
    record Arrival(List<String> hops, boolean removed) {
        public Arrival {
            hops = List.copyOf(hops);
        }
    }
}

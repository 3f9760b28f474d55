package org.mailferry.mailsync;

import java.time.Instant;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;

/**
 * The right to work on a mailbox.
 *
 * @param token rises with every lease, so that whoever holds an older one is recognised and stopped
 * @param brokeAt when, at the latest, the connections of an earlier holder last broke off in the middle of their work
 */
public record Lease(MailboxId mailbox, long token, Optional<Instant> brokeAt) {}

package org.mailferry.mailsync;

import org.mailferry.kernel.MailboxId;

/** The right to work on a mailbox. {@code token} rises with every lease, so that whoever holds an older one is recognised and stopped. */
public record Lease(MailboxId mailbox, long token) {}

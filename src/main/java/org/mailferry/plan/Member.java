package org.mailferry.plan;

import java.time.Instant;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;

/** @param reason why it failed or was skipped, in words for an operator; empty otherwise */
public record Member(MailboxId id, String wave, MemberState state, String reason, Optional<Instant> switchedAt, Instant changedAt) {}

package org.mailferry.kernel;

/**
 * The probes of the mail flow that we sent ourselves. They are nobody's mail: a copy pass leaves them out by name, so that one which a
 * server could only mark deleted, or which came late, neither reaches a user's new mailbox nor counts as missing there. Only what is in
 * the log of sent probes is ours; whoever makes up such a Message-ID has his message carried like any other.
 */
@FunctionalInterface
public interface OwnMessages {
    /** How the Message-ID of each of them begins. */
    String MESSAGE_ID_PREFIX = "<mailferry.";

    OwnMessages NONE = (plan, messageId) -> false;

    boolean sent(PlanName plan, String messageId);
}

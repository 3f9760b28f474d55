package org.mailferry.calendarsync;

import java.time.Instant;
import java.util.Optional;
import org.mailferry.calendarsync.HostedCalendarJob.Operation;
import org.mailferry.kernel.MailboxId;

/** What was begun on the target's hosts, and how it ended. A line is written before a tool is started, so that no tool runs that nobody knows of. */
public interface HostedRuns {
    enum State {
        RUNNING,
        DONE,
        /** It was certainly not begun, and may be at {@code until}. */
        NOT_BEGUN,
        /** It ended badly, or its end was not seen. */
        FAILED,
        /** As {@code FAILED}, and a person was told; whoever comes after that may begin it again. */
        TOLD
    }

    /**
     * @param attempt from 1
     * @param until when a running one must have ended, or when one that was not begun may be
     * @param detail what is known of its end, without secrets; empty while it runs
     */
    record Run(MailboxId mailbox, String turn, Operation operation, int attempt, State state, Instant until, String detail) {}

    Optional<Run> find(MailboxId mailbox, String turn, Operation operation);

    /**
     * Claims the next attempt, durably when it returns, also when the caller's transaction is rolled back.
     *
     * @return empty when something may be running for the mailbox, or somebody else was first
     */
    Optional<Run> begin(MailboxId mailbox, String turn, Operation operation, Instant now, Instant until);

    /** Writes the end of an attempt durably; an attempt that has ended keeps its end. @return whether it was written */
    boolean end(Run run, State state, String detail, Instant until);

    /** Joins the caller's transaction: when nobody heard of the failure, it was not told. */
    void told(Run run);
}

package org.mailferry.plan;

/** Where a mailbox stands. The order is the order of its life; {@code FAILED}, {@code SKIPPED} and {@code ROLLED_BACK} end it for the wave. */
public enum MemberState {
    PLANNED, STARTED, COPYING, VERIFYING, READY, CUTTING_OVER, SWITCHED, FAILED, SKIPPED, ROLLED_BACK;

    /** The wave need not wait for it before cutover. */
    public boolean settled() {
        return this != PLANNED && this != STARTED && this != COPYING && this != VERIFYING;
    }

    /** The wave need not wait for it before its end. */
    public boolean finished() {
        return this == SWITCHED || this == SKIPPED || this == ROLLED_BACK;
    }
}

package org.mailferry.reconcile;

import java.time.Instant;

/** One comparison of a whole mailbox, over as many slices as it takes. */
public record VerifyRun(long number, Instant startedAt, boolean finished) {}

package org.mailferry.mailsync.process;

import java.time.Duration;
import org.mailferry.mailsync.MailsyncSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** A job that outlives its lock is begun a second time elsewhere, so no slice may be set to last that long. */
@Component
final class SliceBound {
    private static final String LOCK = "camunda.bpm.job-execution.lock-time-in-millis";
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** @throws IllegalArgumentException when a slice could outlive the lock */
    SliceBound(MailsyncSettings settings, @Value("${" + LOCK + "}") long lockMillis) {
        // The checks begin their last mailbox half a slice after the first.
        Duration longest = settings.slice().plus(settings.slice().dividedBy(2)).plus(settings.grace()).plus(MARGIN);
        if (longest.compareTo(Duration.ofMillis(lockMillis)) > 0) {
            throw new IllegalArgumentException("mailferry.mailsync.slice " + settings.slice() + " and grace " + settings.grace() + " need a lock of "
                + longest.toMillis() + " ms at least, and " + LOCK + " is " + lockMillis + ": raise it, or lower them. A killed node's work goes on elsewhere once the lock is over");
        }
    }
}

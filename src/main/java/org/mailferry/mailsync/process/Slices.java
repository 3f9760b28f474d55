package org.mailferry.mailsync.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailsync.MailboxSync;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.mailsync.SyncJob;
import org.springframework.stereotype.Component;

/** Runs slices of the configured length. When a server asks for a pause, the slice's own time is spent waiting, and no retry is used up. */
@Component
class Slices {
    private final MailboxSync sync;
    private final MailsyncSettings settings;
    private final Pacer pacer;
    private final Clock clock;

    Slices(MailboxSync sync, MailsyncSettings settings, Pacer pacer, Clock clock) {
        this.sync = sync;
        this.settings = settings;
        this.pacer = pacer;
        this.clock = clock;
    }

    SliceResult run(SyncJob job, Pass pass) {
        Instant end = clock.instant().plus(settings.slice());
        SliceResult result = sync.slice(job, pass, settings.slice());
        Duration left = Duration.between(clock.instant(), end);
        result.pause().filter(asked -> !left.isNegative()).ifPresent(asked -> pacer.pause(asked.compareTo(left) < 0 ? asked : left));
        return result;
    }
}

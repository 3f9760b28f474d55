package org.mailferry.mailsync.process;

import org.mailferry.mailsync.MailboxSync;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.mailsync.SyncJob;
import org.springframework.stereotype.Component;

/** Runs slices of the configured length. */
@Component
class Slices {
    private final MailboxSync sync;
    private final MailsyncSettings settings;

    Slices(MailboxSync sync, MailsyncSettings settings) {
        this.sync = sync;
        this.settings = settings;
    }

    SliceResult run(SyncJob job, Pass pass) {
        return sync.slice(job, pass, settings.slice());
    }
}

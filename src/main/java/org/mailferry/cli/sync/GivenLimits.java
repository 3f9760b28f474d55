package org.mailferry.cli.sync;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mailferry.kernel.MailAccount;
import org.mailferry.mailsync.Caller;
import org.mailferry.mailsync.KnownLimits;
import org.mailferry.mailsync.ServerLimits;
import org.mailferry.mailsync.ServerPreset;
import org.mailferry.mailsync.SyncJob;

/** What servers of a make allow, where the options say which make they are. */
final class GivenLimits implements KnownLimits {
    private final ServerPreset source;
    private final ServerPreset target;
    private final Map<String, ServerLimits> limits = new ConcurrentHashMap<>();

    GivenLimits(ServerPreset source, ServerPreset target) {
        this.source = source;
        this.target = target;
    }

    void include(SyncJob job) {
        include(job.source(), source);
        include(job.target(), target);
    }

    private void include(MailAccount account, ServerPreset preset) {
        limits.merge(Caller.of(account).server(), preset.limits(), ServerLimits::and);
    }

    @Override public ServerLimits of(String server) {
        return limits.getOrDefault(server, ServerLimits.NONE);
    }
}

package org.mailferry.cli.sync;

import org.mailferry.cli.endpoint.EndpointOptions;
import org.mailferry.cli.endpoint.GivenSecrets;
import org.mailferry.cli.endpoint.Surroundings;
import org.mailferry.cli.endpoint.UsageException;
import org.mailferry.kernel.MailAccount;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncPolicy;

/** Makes jobs of options and of lines of a list. */
final class Jobs {
    private final EndpointOptions source;
    private final EndpointOptions target;
    private final SyncPolicy policy;
    private final String naming;
    private final GivenSecrets secrets;
    private final Surroundings around;

    Jobs(EndpointOptions source, EndpointOptions target, SyncPolicy policy, String naming, GivenSecrets secrets, Surroundings around) {
        this.source = source;
        this.target = target;
        this.policy = policy;
        this.naming = naming;
        this.secrets = secrets;
        this.around = around;
    }

    SyncJob one() {
        return job(source.account(secrets, around), target.account(secrets, around));
    }

    SyncJob of(BatchLine line) {
        String host1 = line.host1().or(source::host).orElseThrow(() -> new UsageException("Line " + line.number() + ": no host1, and no --host1"));
        String host2 = line.host2().or(target::host).orElseThrow(() -> new UsageException("Line " + line.number() + ": no host2, and no --host2"));
        return job(source.account(host1, line.user1(), line.password1().orElse(null), secrets, around),
            target.account(host2, line.user2(), line.password2().orElse(null), secrets, around));
    }

    private SyncJob job(MailAccount from, MailAccount to) {
        if (from.endpoint().equals(to.endpoint()) && from.login().equals(to.login())) {
            throw new UsageException(MailboxRun.label(from) + " is both source and target");
        }
        return new SyncJob(MailboxKey.of(from, to, naming), from, to, policy);
    }
}

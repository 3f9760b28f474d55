package org.mailferry.reconcile.process;

import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncPolicy;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Policies;
import org.springframework.stereotype.Component;

/** Makes the comparison's job of what the plan says about a mailbox. */
@Component
class ComparedJobs {
    private final Plans plans;

    ComparedJobs(Plans plans) {
        this.plans = plans;
    }

    SyncJob of(MailboxId id) {
        PlannedMailbox mailbox = plans.mailbox(id);
        Policies policies = plans.get(id.plan()).policies();
        return new SyncJob(id, mailbox.source(), mailbox.target(), new SyncPolicy(policies.excludedFolders(), policies.maxMessageBytes()));
    }
}

package org.mailferry.mailsync.process;

import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncPolicy;
import org.mailferry.mailsync.TwoWayPolicy;
import org.mailferry.mailsync.TwoWayPolicy.Deletions;
import org.mailferry.plan.PlannedMailbox;
import org.mailferry.plan.Plans;
import org.mailferry.plan.Policies;
import org.springframework.stereotype.Component;

/** Makes the engine's job of what the plan says about a mailbox. */
@Component
class PlannedJobs {
    private final Plans plans;

    PlannedJobs(Plans plans) {
        this.plans = plans;
    }

    SyncJob of(MailboxId id) {
        PlannedMailbox mailbox = plans.mailbox(id);
        Policies policies = plans.get(id.plan()).policies();
        return new SyncJob(id, mailbox.source(), mailbox.target(), new SyncPolicy(policies.excludedFolders(), policies.maxMessageBytes()),
            new TwoWayPolicy(Deletions.valueOf(policies.coexistence().deletions().name()), policies.coexistence().vanishShare(), TwoWayPolicy.CAREFUL.vanishAtLeast()));
    }

    /** The pass that brings a waiting mailbox up to date. */
    Pass betweenCopyAndCutover(MailboxId id) {
        return plans.get(id.plan()).policies().coexistence().twoWay() ? Pass.TWO_WAY : Pass.DELTA;
    }
}

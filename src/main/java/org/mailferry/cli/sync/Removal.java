package org.mailferry.cli.sync;

import java.time.Duration;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.FolderRefusedException;
import org.mailferry.mailsync.Lease;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.Surplus;
import org.mailferry.mailsync.SyncJob;

/** {@code --delete2}: after a whole pass, behind a look at everything that would go. */
final class Removal {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Workshop workshop;
    private final MailStores stores;
    private final SyncJob job;
    private final String mailbox;

    Removal(Workshop workshop, MailStores stores, SyncJob job, String mailbox) {
        this.workshop = workshop;
        this.stores = stores;
        this.job = job;
        this.mailbox = mailbox;
    }

    /** @return how many messages were removed */
    long run(int maxPercent) {
        Lease lease = workshop.ledger().acquire(job.mailbox(), PATIENCE.plus(workshop.settings().grace()));
        Deadline deadline = Deadline.in(workshop.clock(), PATIENCE, workshop.settings().grace());
        try (MailStore source = stores.open(job.source(), deadline); MailStore target = stores.open(job.target(), deadline)) {
            Surplus surplus = Surplus.find(job, workshop.ledger(), source, target);
            surplus.objection(maxPercent).ifPresent(why -> {
                throw new ExitException(ExitCode.WITH_ERRORS, why + ". Nothing was deleted; --delete2share sets another bound, and where the source is empty there is none");
            });
            return surplus.remove(target);
        } catch (FolderRefusedException e) {
            throw new ExitException(ExitCode.WITH_ERRORS, e.getMessage());
        } finally {
            workshop.ledger().release(lease);
        }
    }

    /** For {@code --dry}: as far as earlier runs know the mailbox. */
    void tell() {
        Deadline deadline = Deadline.in(workshop.clock(), PATIENCE, workshop.settings().grace());
        try (MailStore source = stores.open(job.source(), deadline); MailStore target = stores.open(job.target(), deadline)) {
            Surplus surplus = Surplus.find(job, workshop.ledger(), source, target);
            surplus.parts().stream().filter(part -> !part.uids().isEmpty()).forEach(part ->
                workshop.reporter().note(mailbox, part.targetFolder() + ": " + Words.count(part.uids().count()) + " of " + Words.count(part.messages()) + " messages would be deleted"));
            workshop.reporter().note(mailbox, "In all " + Words.count(surplus.count()) + " messages would be deleted on the target, as far as earlier runs know them");
        }
    }
}

package org.mailferry.dashboard;

import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.Findings;
import org.mailferry.reconcile.VerifyRun;
import org.springframework.stereotype.Component;

/** What the last verification of a mailbox found, in words. */
@Component
final class Verified {
    private final Findings findings;

    Verified(Findings findings) {
        this.findings = findings;
    }

    String text(MailboxId mailbox) {
        Optional<VerifyRun> run = findings.lastRun(mailbox, Direction.FORWARD);
        if (run.isEmpty()) {
            return "not yet";
        }
        return run.get().finished() ? text(mailbox, run.get().number()) : "being compared";
    }

    private String text(MailboxId mailbox, long run) {
        long open = findings.openCounts(mailbox, Direction.FORWARD, run).values().stream().mapToLong(Long::longValue).sum();
        long accepted = findings.acceptedCount(mailbox, Direction.FORWARD, run);
        String messages = " (" + findings.results(mailbox, Direction.FORWARD, run).stream().mapToLong(ComparedFolder::targetMessages).sum() + " messages)";
        if (open > 0) {
            return open + (open == 1 ? " difference" : " differences") + messages;
        }
        return "identical" + messages + (accepted == 0 ? "" : ", " + accepted + (accepted == 1 ? " difference" : " differences") + " accepted by name");
    }
}

package org.mailferry.dashboard;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.Discrepancy;
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
        return run.get().finished() ? text(mailbox, findings.results(mailbox, Direction.FORWARD, run.get().number())) : "being compared";
    }

    private String text(MailboxId mailbox, List<ComparedFolder> folders) {
        List<Discrepancy> all = folders.stream().flatMap(folder -> folder.discrepancies().stream()).toList();
        long accepted = all.stream().filter(discrepancy -> findings.isAccepted(mailbox, discrepancy)).count();
        long open = all.size() - accepted;
        String messages = " (" + folders.stream().mapToLong(ComparedFolder::targetMessages).sum() + " messages)";
        if (open > 0) {
            return open + (open == 1 ? " difference" : " differences") + messages;
        }
        return "identical" + messages + (accepted == 0 ? "" : ", " + accepted + " refused and accepted by name");
    }
}

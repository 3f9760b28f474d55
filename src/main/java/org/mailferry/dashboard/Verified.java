package org.mailferry.dashboard;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.SpreadsheetCell;
import org.mailferry.mailsync.Direction;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.Discrepancy;
import org.mailferry.reconcile.Findings;
import org.mailferry.reconcile.VerifyRun;
import org.springframework.stereotype.Component;

/** What the last verification of a mailbox found, in words. */
@Component
final class Verified {
    private static final int PAGE = 1_000;

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

    /** All open differences of the last finished comparison, with the codes by which each can be accepted alone. */
    void writeDifferences(MailboxId mailbox, PrintWriter csv) {
        csv.print("folder,kind,source UID,target UID,code,what\r\n");
        findings.lastRun(mailbox, Direction.FORWARD).filter(VerifyRun::finished).ifPresent(run ->
            findings.openCounts(mailbox, Direction.FORWARD, run.number()).keySet().forEach(kind -> write(mailbox, run.number(), kind, csv)));
    }

    private void write(MailboxId mailbox, long run, Discrepancy.Kind kind, PrintWriter csv) {
        List<Discrepancy> page = findings.open(mailbox, Direction.FORWARD, run, kind, 0, PAGE);
        for (long skipped = PAGE; !page.isEmpty(); skipped += PAGE) {
            page.forEach(found -> csv.print(line(mailbox, found)));
            page = findings.open(mailbox, Direction.FORWARD, run, kind, skipped, PAGE);
        }
    }

    private static String line(MailboxId mailbox, Discrepancy found) {
        return cell(found.folder()) + "," + found.kind() + "," + found.sourceUid() + "," + found.targetUid() + ","
            + (found.kind().acceptedAlone() ? found.code(mailbox) : "") + "," + cell(found.message()) + "\r\n";
    }

    private static String cell(String text) {
        return '"' + SpreadsheetCell.harmless(text).replace("\"", "\"\"") + '"';
    }
}

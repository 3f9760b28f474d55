package org.mailferry.cli.sync;

import java.io.PrintWriter;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;

/** Says nothing while all is well. */
final class QuietReporter implements Reporter {
    private final PrintWriter err;

    QuietReporter(PrintWriter err) {
        this.err = err;
    }

    @Override public void message(String mailbox, String folder, MessageRecord message) {
        if (message.outcome() == Outcome.REFUSED) {
            say(mailbox, folder + ": UID " + message.sourceUid() + " refused: " + message.reason());
        }
    }

    @Override public void folderRefused(String mailbox, String folder, String reason) {
        say(mailbox, folder + ": refused: " + reason);
    }

    @Override public void finished(MailboxReport report) {
        if (report.code() != ExitCode.OK) {
            say(report.source(), ReportText.oneLine(report));
        }
    }

    @Override public void summary(RunSummary summary) {
        summary.badLines().forEach(line -> say("", line));
    }

    private synchronized void say(String mailbox, String text) {
        err.println(Words.line(mailbox.isEmpty() ? text : mailbox + ": " + text));
    }
}

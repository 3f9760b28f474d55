package org.mailferry.cli.sync;

import java.io.PrintWriter;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.MessageRecord;
import org.mailferry.mailsync.Outcome;

/** One line an event, and a table at the end; for logs and pipes. With many mailboxes, one line a mailbox and one for whatever went wrong. */
class LineReporter implements Reporter {
    private final PrintWriter out;
    private final boolean many;

    /** @param many several mailboxes are under way, so that every line names its own */
    LineReporter(PrintWriter out, boolean many) {
        this.out = out;
        this.many = many;
    }

    @Override public void begun(String mailbox) {
        if (!many) {
            say(mailbox, "Mailbox " + mailbox);
        }
    }

    @Override public void measured(String mailbox, long messages, long bytes) {
        say(mailbox, Words.count(messages) + " messages on the source" + (bytes > 0 ? ", " + Words.bytes(bytes) : ""));
    }

    @Override public void folderBegun(String mailbox, FolderRecord folder) {
        if (!many) {
            say(mailbox, folder.sourceName() + (folder.targetName().equals(folder.sourceName()) ? "" : " -> " + folder.targetName()) + ": opened");
        }
    }

    @Override public void message(String mailbox, String folder, MessageRecord message) {
        if (message.outcome() == Outcome.REFUSED) {
            say(mailbox, folder + ": UID " + message.sourceUid() + " refused (" + Words.bytes(message.sizeBytes()) + "): " + message.reason());
        }
    }

    @Override public void folderDone(String mailbox, FolderRecord folder, Counts counts) {
        if (!many && !counts.equals(Counts.NONE)) {
            say(mailbox, folder.sourceName() + ": " + ReportText.summary(counts));
        }
    }

    @Override public void folderRefused(String mailbox, String folder, String reason) {
        say(mailbox, folder + ": refused: " + reason);
    }

    @Override public void note(String mailbox, String text) {
        say(mailbox, text);
    }

    @Override public void finished(MailboxReport report) {
        if (many) {
            say(report.source(), ReportText.oneLine(report));
        } else {
            print(ReportText.full(report));
        }
    }

    @Override public void summary(RunSummary summary) {
        print(many ? ReportText.table(summary) : ReportText.times(summary));
    }

    protected void say(String mailbox, String text) {
        print(Words.line(many && !mailbox.isEmpty() ? mailbox + ": " + text : text));
    }

    protected synchronized void print(String text) {
        out.println(text);
        out.flush();
    }
}

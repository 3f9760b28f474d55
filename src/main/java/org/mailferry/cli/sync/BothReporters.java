package org.mailferry.cli.sync;

import java.util.List;
import java.util.function.Consumer;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.MessageRecord;

/** Tells two. */
final class BothReporters implements Reporter {
    private final List<Reporter> both;

    BothReporters(Reporter one, Reporter other) {
        this.both = List.of(one, other);
    }

    @Override public void begun(String mailbox) {
        tell(each -> each.begun(mailbox));
    }

    @Override public void measured(String mailbox, long messages, long bytes) {
        tell(each -> each.measured(mailbox, messages, bytes));
    }

    @Override public void folderBegun(String mailbox, FolderRecord folder) {
        tell(each -> each.folderBegun(mailbox, folder));
    }

    @Override public void message(String mailbox, String folder, MessageRecord message) {
        tell(each -> each.message(mailbox, folder, message));
    }

    @Override public void folderDone(String mailbox, FolderRecord folder, Counts counts) {
        tell(each -> each.folderDone(mailbox, folder, counts));
    }

    @Override public void folderRefused(String mailbox, String folder, String reason) {
        tell(each -> each.folderRefused(mailbox, folder, reason));
    }

    @Override public void note(String mailbox, String text) {
        tell(each -> each.note(mailbox, text));
    }

    @Override public void finished(MailboxReport report) {
        tell(each -> each.finished(report));
    }

    @Override public void summary(RunSummary summary) {
        tell(each -> each.summary(summary));
    }

    @Override public void close() {
        tell(Reporter::close);
    }

    private void tell(Consumer<Reporter> what) {
        both.forEach(what);
    }
}

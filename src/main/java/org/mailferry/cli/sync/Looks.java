package org.mailferry.cli.sync;

import java.time.Duration;
import java.util.List;
import org.mailferry.kernel.MailAccount;
import org.mailferry.mailsync.Deadline;
import org.mailferry.mailsync.FolderSizes;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailStores;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.mailsync.SyncPolicy;

/** Looks at mailboxes without copying. */
final class Looks {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Workshop workshop;
    private final MailStores stores;
    private final SyncJob job;
    private final String mailbox;

    Looks(Workshop workshop, MailStores stores, SyncJob job, String mailbox) {
        this.workshop = workshop;
        this.stores = stores;
        this.job = job;
        this.mailbox = mailbox;
    }

    void login() {
        login("source", job.source());
        login("target", job.target());
    }

    private void login(String side, MailAccount account) {
        try (MailStore store = open(account)) {
            workshop.reporter().note(mailbox, "Logged in on the " + side + ": " + MailboxRun.label(account) + ", " + account.endpoint().security().name()
                + ", separator '" + store.hierarchy().separator() + "'" + (store.hierarchy().prefix().isEmpty() ? "" : ", prefix '" + store.hierarchy().prefix() + "'"));
        }
    }

    void sizes() {
        sizes("source", job.source(), job.policy());
        sizes("target", job.target(), SyncPolicy.EVERYTHING);
    }

    private void sizes(String side, MailAccount account, SyncPolicy policy) {
        List<FolderSizes.Line> lines;
        try (MailStore store = open(account)) {
            lines = FolderSizes.of(store, policy, true);
        }
        lines.forEach(line -> workshop.reporter().note(mailbox, side + "  " + line.folder() + ": " + Words.count(line.messages()) + " messages, "
            + Words.bytes(line.bytes().orElse(0)) + (line.carried() ? "" : ", left out")));
        List<FolderSizes.Line> carried = lines.stream().filter(FolderSizes.Line::carried).toList();
        workshop.reporter().note(mailbox, side + "  in all: " + carried.size() + " folders, " + Words.count(messages(carried)) + " messages, "
            + Words.bytes(bytes(carried)));
    }

    /** Tells the reporter how much there is. */
    void measure() {
        try (MailStore store = open(job.source())) {
            List<FolderSizes.Line> carried = FolderSizes.of(store, job.policy(), false).stream().filter(FolderSizes.Line::carried).toList();
            workshop.reporter().measured(mailbox, messages(carried), bytes(carried));
        }
    }

    private MailStore open(MailAccount account) {
        return stores.open(account, Deadline.in(workshop.clock(), PATIENCE, workshop.settings().grace()));
    }

    private static long messages(List<FolderSizes.Line> lines) {
        return lines.stream().mapToLong(FolderSizes.Line::messages).sum();
    }

    private static long bytes(List<FolderSizes.Line> lines) {
        return lines.stream().mapToLong(line -> line.bytes().orElse(0)).sum();
    }
}

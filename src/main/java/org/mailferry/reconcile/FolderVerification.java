package org.mailferry.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Batches;
import org.mailferry.mailsync.Content;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.FolderRefusedException;
import org.mailferry.mailsync.FolderStatus;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.MessageEntry;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.reconcile.Findings.Server;

/** Reads both sides of a folder, as far as they were not read before, and compares them. */
final class FolderVerification {
    private static final String UNREADABLE = "unreadable";

    private final MailboxId mailbox;
    private final Direction direction;
    private final MailStore source;
    private final MailStore target;
    private final SyncLedger ledger;
    private final Findings findings;
    private final MailsyncSettings settings;
    private final BooleanSupplier mayGoOn;

    FolderVerification(MailboxId mailbox, Direction direction, MailStore source, MailStore target, SyncLedger ledger, Findings findings,
                       MailsyncSettings settings, BooleanSupplier mayGoOn) {
        this.mailbox = mailbox;
        this.direction = direction;
        this.source = source;
        this.target = target;
        this.ledger = ledger;
        this.findings = findings;
        this.settings = settings;
        this.mayGoOn = mayGoOn;
    }

    /** Empty when time ran out; what was read is kept. */
    Optional<ComparedFolder> compare(FolderRecord folder) {
        if (folder.state() == FolderRecord.State.REFUSED) {
            return Optional.of(refused(folder, folder.note()));
        }
        try {
            Server from = direction == Direction.FORWARD ? Server.SOURCE : Server.TARGET;
            Server to = direction == Direction.FORWARD ? Server.TARGET : Server.SOURCE;
            Optional<List<Seen>> here = look(source.openForReading(folder.sourceName()), from, folder.sourceName());
            if (here.isEmpty()) {
                return Optional.empty();
            }
            OpenedFolder copy = target.openForWriting(folder.targetName());
            Optional<List<Seen>> there = look(copy, to, folder.targetName());
            return there.map(seen -> compared(folder, copy, here.get(), seen));
        } catch (FolderRefusedException e) {
            return Optional.of(refused(folder, e.getMessage()));
        }
    }

    /** A folder that is on the source and that no pass went through; empty when there is nothing in it. */
    Optional<ComparedFolder> unpassed(String folder) {
        Discrepancy found;
        long messages = 0;
        try {
            FolderStatus now = source.status(folder);
            messages = now.messages();
            found = new Discrepancy(folder, Discrepancy.Kind.PENDING, now.uidValidity(), 0, 0, "a folder with " + messages + " messages that no pass went through");
        } catch (FolderRefusedException e) {
            return Optional.of(new ComparedFolder(folder, 0, 0, "",
                List.of(new Discrepancy(folder, Discrepancy.Kind.FOLDER_REFUSED, 0, 0, 0, String.valueOf(e.getMessage())))));
        }
        return messages == 0 ? Optional.empty() : Optional.of(new ComparedFolder(folder, messages, 0, "", List.of(found)));
    }

    private ComparedFolder compared(FolderRecord folder, OpenedFolder copy, List<Seen> here, List<Seen> there) {
        Comparison comparison = new Comparison(folder, direction, ledger.messages(folder.id()), copy::storable, copy.status().uidValidity());
        List<Discrepancy> found = comparison.of(here, there);
        return new ComparedFolder(folder.sourceName(), here.size(), there.size(), comparison.remarks(), found);
    }

    private static ComparedFolder refused(FolderRecord folder, String why) {
        return new ComparedFolder(folder.sourceName(), folder.sourceMessages(), 0, "",
            List.of(new Discrepancy(folder.sourceName(), Discrepancy.Kind.FOLDER_REFUSED, folder.sourceUidValidity(), 0, 0, why)));
    }

    private Optional<List<Seen>> look(OpenedFolder opened, Server server, String folder) {
        List<MessageEntry> entries = opened.entriesFrom(1);
        long uidValidity = opened.status().uidValidity();
        Map<Long, String> digests = findings.digests(mailbox, server, folder, uidValidity);
        List<MessageEntry> unread = entries.stream().filter(entry -> !digests.containsKey(entry.uid())).toList();
        Iterator<List<MessageEntry>> batches = new Batches(settings, unread, uid -> false);
        while (batches.hasNext()) {
            if (!mayGoOn.getAsBoolean()) {
                return Optional.empty();
            }
            Map<Long, String> read = new HashMap<>();
            opened.read(batches.next(), message -> {
                try (Content content = message.content()) {
                    read.put(message.uid(), content.sha256());
                }
            }, (uid, reason) -> digests.put(uid, UNREADABLE + " on " + server + " " + uid));
            findings.addDigests(mailbox, server, folder, uidValidity, read);
            digests.putAll(read);
        }
        List<Seen> seen = new ArrayList<>();
        for (MessageEntry entry : entries) {
            // One that vanished between listing and reading is no longer there.
            Optional.ofNullable(digests.get(entry.uid())).ifPresent(digest -> seen.add(new Seen(entry.uid(), digest, entry.date(), entry.flags())));
        }
        return Optional.of(seen);
    }
}

package org.mailferry.reconcile;

import java.util.function.Consumer;
import java.util.function.Function;
import org.mailferry.kernel.MailboxId;
import org.mailferry.mailsync.Direction;
import org.mailferry.mailsync.FolderRecord;
import org.mailferry.mailsync.FolderRefusedException;
import org.mailferry.mailsync.FolderStatus;
import org.mailferry.mailsync.MailStore;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.OpenedFolder;
import org.mailferry.mailsync.SyncLedger;
import org.mailferry.reconcile.Discrepancy.Kind;
import org.mailferry.reconcile.Findings.Place;
import org.mailferry.reconcile.Findings.Server;

/** Sees both sides of a folder, as far as this run has not seen them yet, and compares them. */
final class FolderVerification {
    private final MailboxId mailbox;
    private final Direction direction;
    private final long run;
    private final MailStore source;
    private final MailStore target;
    private final SyncLedger ledger;
    private final Findings findings;
    private final MailsyncSettings settings;
    private final Progress progress;

    FolderVerification(MailboxId mailbox, Direction direction, long run, MailStore source, MailStore target, SyncLedger ledger, Findings findings,
                       MailsyncSettings settings, Progress progress) {
        this.mailbox = mailbox;
        this.direction = direction;
        this.run = run;
        this.source = source;
        this.target = target;
        this.ledger = ledger;
        this.findings = findings;
        this.settings = settings;
        this.progress = progress;
    }

    /** @return false when time ran out; what was seen is kept */
    boolean compare(FolderRecord folder) {
        if (folder.state() == FolderRecord.State.REFUSED) {
            refuse(folder, folder.note());
            return true;
        }
        try {
            return look(folder);
        } catch (FolderRefusedException e) {
            refuse(folder, String.valueOf(e.getMessage()));
            return true;
        }
    }

    private boolean look(FolderRecord folder) {
        FlagsPool pool = new FlagsPool();
        Server from = direction == Direction.FORWARD ? Server.SOURCE : Server.TARGET;
        Server to = direction == Direction.FORWARD ? Server.TARGET : Server.SOURCE;
        try (SeenSide here = seen(source.openForReading(folder.sourceName()), from, folder.sourceName(), pool)) {
            if (!here.run()) {
                return false;
            }
            // Only an opening for writing tells which flags the target keeps (RFC 9051 §7.1).
            OpenedFolder copy = target.openForWriting(folder.targetName());
            try (SeenSide there = seen(copy, to, folder.targetName(), pool)) {
                if (!there.run()) {
                    return false;
                }
                ComparedSides terms = ComparedSides.afterPasses(folder, direction, Lines.of(ledger, folder, pool), pool, here.side().uidValidity(),
                    there.side().uidValidity(), copy::storable);
                save(folder.sourceName(), found -> Comparison.of(terms, here.side(), there.side(), found));
                there.compared();
            }
            here.compared();
            return true;
        }
    }

    private SeenSide seen(OpenedFolder opened, Server server, String folder, FlagsPool pool) {
        return new SeenSide(opened, findings, new Place(mailbox, server, folder, opened.status().uidValidity()), direction, run, pool, settings, progress);
    }

    /** A folder that is on the source and that no pass went through; nothing is said when there is nothing in it. */
    void unpassed(String folder) {
        try {
            FolderStatus now = source.status(folder);
            if (now.messages() > 0) {
                say(folder, now.messages(), new Discrepancy(folder, Kind.PENDING, now.uidValidity(), 0, 0, 0,
                    "a folder with " + now.messages() + " messages that no pass went through"));
            } else if (now.uidValidity() == 0) {
                refuse(folder, "the source does not tell what is in it");
            }
        } catch (FolderRefusedException e) {
            refuse(folder, String.valueOf(e.getMessage()));
        }
    }

    void refuse(String folder, String why) {
        say(folder, 0, new Discrepancy(folder, Kind.FOLDER_REFUSED, 0, 0, 0, 0, why));
    }

    void refuse(FolderRecord folder, String why) {
        say(folder.sourceName(), folder.sourceMessages(), new Discrepancy(folder.sourceName(), Kind.FOLDER_REFUSED, folder.sourceUidValidity(), 0, 0, 0, why));
    }

    private void say(String folder, long messages, Discrepancy discrepancy) {
        save(folder, found -> {
            found.accept(discrepancy);
            return new ComparedFolder(folder, messages, 0, "");
        });
    }

    private void save(String folder, Function<Consumer<Discrepancy>, ComparedFolder> comparison) {
        findings.save(mailbox, direction, run, folder, comparison);
        progress.move();
    }
}

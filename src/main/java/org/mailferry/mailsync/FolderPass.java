package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One folder of one pass: opens both sides, settles what an earlier slice left open, then flags, then new messages batch by
 * batch. Every step is in the ledger before the next one starts, so it may end anywhere and begin again.
 */
final class FolderPass {
    private static final Logger log = LoggerFactory.getLogger(FolderPass.class);

    private final PassContext context;
    private final PassRecord pass;
    private FolderRecord folder;
    private final OpenedFolder source;
    private final OpenedFolder target;

    FolderPass(PassContext context, PassRecord pass, FolderRecord folder) {
        this.context = context;
        this.pass = pass;
        this.folder = folder;
        // On the way back, what this side can keep must be known, and only an opening for writing tells that (RFC 9051 §7.1).
        this.source = pass.kind() == Pass.BACK ? context.source().openForWriting(folder.sourceName())
            : context.source().openForReading(folder.sourceName());
        this.target = context.target().openForWriting(folder.targetName());
    }

    /** @return false when time or quota ran out before the end */
    boolean run() {
        noticeNewUids();
        Set<Long> again = new TreeSet<>();
        IntentResolver intents = new IntentResolver(context, source, target);
        again.addAll(intents.resolve(folder));
        if (pass.kind().offersRefusedAgain() && folder.finishedPass() < pass.number()) {
            context.ledger().refused(folder.id()).forEach(record -> again.add(record.sourceUid()));
        }
        again.addAll(context.carriedNow(folder.id()));
        // On the way back lines are known beforehand, in whatever order of UIDs.
        long belowUid = pass.kind() == Pass.BACK ? Long.MAX_VALUE : folder.nextSourceUid();
        // Without MODSEQ all flags are listed: once, when the copy is through, and not in each of its slices.
        boolean changesAreCheap = source.status().highestModSeq().isPresent();
        // In both directions flags are merged, and what is gone may have been moved: that is looked at elsewhere.
        boolean oneWay = pass.kind() != Pass.TWO_WAY;
        if (oneWay && changesAreCheap && !bringFlags(belowUid)) {
            return false;
        }
        if (!copy(again)) {
            context.ledger().recount(context.lease(), folder);
            return false;
        }
        if (oneWay && !changesAreCheap && !bringFlags(belowUid)) {
            return false;
        }
        finish();
        return true;
    }

    /** As it stands now. */
    FolderRecord record() {
        return folder;
    }

    private void noticeNewUids() {
        FolderStatus from = source.status();
        FolderStatus to = target.status();
        if (folder.sourceUidValidity() != from.uidValidity()) {
            logReset("source", folder.sourceUidValidity());
            folder = folder.sourceAnew(from.uidValidity());
            context.ledger().forgetMessages(context.lease(), folder);
        }
        if (folder.targetUidValidity() != to.uidValidity()) {
            logReset("target", folder.targetUidValidity());
            folder = folder.targetAnew(to.uidValidity(), to.uidNext());
            context.ledger().doubtMessages(context.lease(), folder);
        }
    }

    private void logReset(String side, long before) {
        if (before != 0) {
            log.warn("Folder {} of {} has a new UIDVALIDITY on the {}; its messages are matched again by content", folder.sourceName(),
                context.lease().mailbox(), side);
        }
    }

    private boolean bringFlags(long belowUid) {
        FlagPass flags = new FlagPass(context, source, target, pass.kind() == Pass.BACK ? source::storable : removed -> removed);
        boolean through = flags.run(folder, belowUid);
        folder = flags.folder();
        return through;
    }

    private boolean copy(Collection<Long> again) {
        List<MessageEntry> pending = new ArrayList<>(again.isEmpty() ? List.of() : source.entries(again));
        // What was brought to the source from the target is known before a pass forward meets it.
        Set<Long> known = context.ledger().sourceUidsFrom(folder.id(), folder.nextSourceUid());
        source.entriesFrom(folder.nextSourceUid()).stream().filter(entry -> !known.contains(entry.uid()) && !again.contains(entry.uid()))
            .forEach(pending::add);
        BatchCopy batches = new BatchCopy(context, source, target, folder, pending);
        boolean through = batches.run();
        folder = batches.folder();
        return through;
    }

    private void finish() {
        FolderStatus seen = source.status();
        if (pass.kind() != Pass.TWO_WAY) {
            noteExpunged(seen);
        }
        folder = folder.handledUpTo(seen.uidNext()).finished(pass.number(), seen.messages());
        context.ledger().record(context.lease(), folder, List.of());
        FolderCounts counts = context.ledger().recount(context.lease(), folder);
        log.debug("Folder {} of {}: {}", folder.sourceName(), context.lease().mailbox(), counts);
    }

    private void noteExpunged(FolderStatus seen) {
        Set<Long> known = context.ledger().sourceUids(folder.id());
        long knownAtOpening = known.stream().filter(uid -> uid < seen.uidNext()).count();
        if (knownAtOpening == seen.messages()) {
            return;
        }
        known.removeAll(source.uids());
        List<MessageRecord> gone = context.ledger().find(folder.id(), known).stream().map(MessageRecord::expunged).toList();
        context.ledger().record(context.lease(), folder, gone);
        gone.forEach(context.tally()::add);
    }
}

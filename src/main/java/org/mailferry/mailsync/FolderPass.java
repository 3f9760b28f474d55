package org.mailferry.mailsync;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One folder of one pass: opens both sides, settles what an earlier slice left open, then flags, then messages window by window.
 * Every step is in the ledger before the next one starts, so it may end anywhere and begin again.
 */
final class FolderPass {
    private static final Logger log = LoggerFactory.getLogger(FolderPass.class);
    /** So many batches are listed together. */
    private static final int BATCHES = 3;
    private static final int CHUNK = 500;
    private static final int DOUBTED_AT_ONCE = 5_000;

    private final PassContext context;
    private final boolean back;
    private final int window;
    private FolderRecord folder;
    private final OpenedFolder source;
    private final OpenedFolder target;

    FolderPass(PassContext context, FolderRecord folder) {
        this.context = context;
        this.back = context.pass().kind() == Pass.BACK;
        this.window = BATCHES * context.settings().batchMessages();
        this.folder = folder;
        // On the way back, what this side can keep must be known, and only an opening for writing tells that (RFC 9051 §7.1).
        this.source = back ? context.source().openForWriting(folder.sourceName()) : context.source().openForReading(folder.sourceName());
        this.target = context.target().openForWriting(folder.targetName());
    }

    Ending run() {
        Ending known = noticeNewUids();
        Ending resolved = known == Ending.THROUGH ? resolveIntents() : known;
        if (resolved != Ending.THROUGH) {
            return resolved;
        }
        long modSeqBefore = folder.sourceModSeq().orElse(0);
        // On the way back lines are known beforehand, in whatever order of UIDs.
        long belowUid = back ? Long.MAX_VALUE : folder.nextSourceUid();
        // Without MODSEQ all flags are listed: once, when the copy is through, and not in each of its slices.
        boolean changesAreCheap = source.status().highestModSeq().isPresent();
        // In both directions flags are merged, and what is gone may have been moved: that is looked at elsewhere.
        boolean oneWay = context.pass().kind() != Pass.TWO_WAY;
        boolean through = (!oneWay || !changesAreCheap || bringFlags(belowUid)) && copy()
            && (!oneWay || changesAreCheap || bringFlags(belowUid)) && (!oneWay || noteExpunged(modSeqBefore))
            && new Graveyard(context, target, folder).clear(source.status().messages() == 0);
        if (through) {
            // Without any left, no batch needs to be looked up among them.
            long foreign = folder.targetForeign() == 0 ? 0 : context.ledger().foreignCount(folder.id());
            folder = folder.seenTarget(folder.targetUidNext(), foreign).handledUpTo(source.status().uidNext()).finished(context.pass().number(), source.status().messages());
            context.ledger().record(context.lease(), folder, List.of());
        }
        FolderCounts counts = context.ledger().recount(context.lease(), folder);
        log.debug("Folder {} of {}: {}", folder.sourceName(), context.lease().mailbox(), counts);
        return through ? Ending.THROUGH : Ending.TIME_OVER;
    }

    /** As it stands now. */
    FolderRecord record() {
        return folder;
    }

    private Ending noticeNewUids() {
        FolderStatus from = source.status();
        FolderStatus to = target.status();
        if (folder.sourceUidValidity() != from.uidValidity()) {
            logReset("source", folder.sourceUidValidity());
            if (!context.unquiet().isZero() && !context.ledger().unresolved(folder.id(), 0, 1).isEmpty()) {
                return Ending.LATER;
            }
            FolderRecord anew = folder.sourceAnew(from.uidValidity());
            while (!context.ledger().forgetMessages(context.lease(), anew, DOUBTED_AT_ONCE)) {
                context.tally().step();
                if (!context.mayGoOn()) {
                    return Ending.TIME_OVER;
                }
            }
            folder = anew;
        }
        if (folder.targetUidValidity() != to.uidValidity()) {
            logReset("target", folder.targetUidValidity());
            FolderRecord anew = folder.targetAnew(to.uidValidity(), to.uidNext());
            OptionalLong above = context.ledger().doubtMessages(context.lease(), anew, Long.MIN_VALUE, DOUBTED_AT_ONCE);
            while (above.isPresent()) {
                context.tally().step();
                if (!context.mayGoOn()) {
                    return Ending.TIME_OVER;
                }
                above = context.ledger().doubtMessages(context.lease(), anew, above.getAsLong(), DOUBTED_AT_ONCE);
            }
            folder = anew;
        }
        return Ending.THROUGH;
    }

    private void logReset(String side, long before) {
        if (before != 0) {
            log.warn("Folder {} of {} has a new UIDVALIDITY on the {}; its messages are matched again by content", folder.sourceName(),
                context.lease().mailbox(), side);
        }
    }

    private Ending resolveIntents() {
        IntentResolver intents = new IntentResolver(context, target, folder);
        Ending ending = intents.resolve();
        folder = intents.folder();
        return ending;
    }

    private boolean bringFlags(long belowUid) {
        FlagPass flags = new FlagPass(context, source, target, back ? source::storable : removed -> removed);
        boolean through = flags.run(folder, belowUid);
        folder = flags.folder();
        return through;
    }

    private boolean copy() {
        SyncLedger ledger = context.ledger();
        long offersBefore = context.pass().offersBefore();
        return scanTarget()
            && offerAgain(BatchCopy.Stage.AGAIN, above -> ledger.intended(folder.id(), MessageRecord.MISSING, above, window))
            && offerAgain(BatchCopy.Stage.AGAIN, above -> ledger.refused(folder.id(), offersBefore, above, window))
            && offerAgain(BatchCopy.Stage.AGAIN, above -> context.carriedNow(folder.id(), above, window))
            && copyNew()
            && offerAgain(BatchCopy.Stage.LAST, above -> ledger.intended(folder.id(), MessageRecord.LAST, above, window));
    }

    private boolean scanTarget() {
        TargetScan scan = new TargetScan(context, target, folder);
        boolean through = scan.run();
        folder = scan.folder();
        return through;
    }

    private boolean offerAgain(BatchCopy.Stage stage, LongFunction<List<MessageRecord>> page) {
        List<MessageRecord> lines = page.apply(0);
        while (!lines.isEmpty()) {
            Map<Long, MessageRecord> waiting = lines.stream().collect(Collectors.toMap(MessageRecord::sourceUid, Function.identity()));
            List<MessageEntry> there = source.entries(waiting.keySet());
            there.forEach(entry -> waiting.remove(entry.uid()));
            expunge(waiting.values().stream().toList());
            if (!copy(stage, there)) {
                return false;
            }
            lines = page.apply(lines.get(lines.size() - 1).sourceUid());
        }
        return true;
    }

    /** Window by window; one is listed while the batches of another are on their way. */
    private boolean copyNew() {
        List<Uids> windows = source.uidsFrom(folder.nextSourceUid()).windows(window);
        return windows.isEmpty() || copy(BatchCopy.Stage.NEW, windows.stream().map(this::list).iterator());
    }

    private BatchCopy.Window list(Uids uids) {
        Uids unknown = uids.without(context.ledger().sourceUids(folder.id(), uids.first(), uids.last()));
        List<MessageEntry> entries = unknown.isEmpty() ? List.of() : source.entries(unknown.toList());
        return new BatchCopy.Window(entries, untold(unknown.without(entries.stream().mapToLong(MessageEntry::uid).toArray())));
    }

    /** Searched and not listed: gone by now, or the server does not tell what it is. */
    private List<MessageRecord> untold(Uids unlisted) {
        Uids there = unlisted.isEmpty() ? Uids.NONE : source.uidsFrom(unlisted.first());
        return unlisted.stream().filter(there::contains).mapToObj(uid -> MessageRecord.refused(
            new MessageEntry(uid, Flags.NONE, new InternalDate(""), 0), "The source does not tell what it is", context.pass().number())).toList();
    }

    private boolean copy(BatchCopy.Stage stage, List<MessageEntry> entries) {
        return entries.isEmpty() || copy(stage, List.of(new BatchCopy.Window(entries, List.of())).iterator());
    }

    private boolean copy(BatchCopy.Stage stage, Iterator<BatchCopy.Window> windows) {
        BatchCopy batches = new BatchCopy(context, source, target, folder, windows, stage);
        boolean through = batches.run();
        folder = batches.folder();
        return through;
    }

    private boolean noteExpunged(long modSeqBefore) {
        FolderStatus seen = source.status();
        if (isCounted(seen)) {
            return true;
        }
        if (modSeqBefore > 0) {
            long[] vanished = source.vanishedSince(modSeqBefore).map(uids -> context.ledger().sourceUids(folder.id(), uids)).orElse(new long[0]);
            if (!expunge(vanished)) {
                return false;
            }
        }
        if (isCounted(seen)) {
            return true;
        }
        Uids there = source.uidsFrom(1);
        long[] known = context.ledger().sourceUids(folder.id(), 1, Long.MAX_VALUE);
        return expunge(java.util.Arrays.stream(known).filter(uid -> !there.contains(uid)).toArray());
    }

    /** The ledger knows as many messages as the source held when it was opened. */
    private boolean isCounted(FolderStatus seen) {
        return context.ledger().countOnSource(folder.id(), seen.uidNext()) == seen.messages();
    }

    private boolean expunge(long[] uids) {
        for (int from = 0; from < uids.length; from += CHUNK) {
            if (!context.mayGoOn()) {
                return false;
            }
            expunge(context.ledger().find(folder.id(), java.util.Arrays.stream(uids, from, Math.min(from + CHUNK, uids.length)).boxed().toList()));
        }
        return true;
    }

    private void expunge(List<MessageRecord> lines) {
        if (!lines.isEmpty()) {
            List<MessageRecord> gone = lines.stream().map(MessageRecord::expunged).toList();
            context.ledger().record(context.lease(), folder, gone);
            gone.forEach(context.tally()::add);
        }
    }
}

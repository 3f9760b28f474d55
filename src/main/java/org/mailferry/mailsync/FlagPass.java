package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Brings changes of flags from the source to the target: what was added there since the last time is added here, what was removed
 * is removed, and what the target's user set himself stays. Where the source tells what changed (CONDSTORE), only that is asked for,
 * else all flags, window by window; a comparison that takes more than a slice goes on where it stopped.
 */
final class FlagPass {
    private static final int CHUNK = 500;
    private static final int WINDOW = 2_000;

    private record Change(Flags added, Flags removed) {}

    private final PassContext context;
    private final OpenedFolder source;
    private final OpenedFolder target;
    private final UnaryOperator<Flags> removable;
    private FolderRecord folder = FolderRecord.fresh("-", "-", FolderRecord.State.COPY, "");

    /** @param removable what of the flags that the source lacks was really removed there, and not just never kept */
    FlagPass(PassContext context, OpenedFolder source, OpenedFolder target, UnaryOperator<Flags> removable) {
        this.context = context;
        this.source = source;
        this.target = target;
        this.removable = removable;
    }

    /**
     * @param belowUid messages from there on have not been handled yet
     * @return false when time ran out; what was done is recorded
     */
    boolean run(FolderRecord record, long belowUid) {
        folder = record;
        OptionalLong now = source.status().highestModSeq();
        boolean underWay = folder.stopped().flagsUid() > 0;
        if (belowUid > 1 && (underWay || now.isEmpty() || !now.equals(folder.sourceModSeq()))) {
            folder = underWay ? folder : folder.comparingFlags(1, now.orElse(0));
            if (!(isIncremental(now) ? bringChanges(belowUid) : compareAll(belowUid))) {
                return false;
            }
            // What changed while it was under way is for the next one.
            now = folder.stopped().flagsModSeq() > 0 ? OptionalLong.of(folder.stopped().flagsModSeq()) : OptionalLong.empty();
        }
        if (!now.equals(folder.sourceModSeq()) || folder.stopped().flagsUid() > 0) {
            folder = folder.flagsUpTo(now);
            context.ledger().record(context.lease(), folder, List.of());
        }
        return true;
    }

    FolderRecord folder() {
        return folder;
    }

    private boolean isIncremental(OptionalLong now) {
        return now.isPresent() && folder.sourceModSeq().isPresent() && folder.sourceModSeq().getAsLong() <= now.getAsLong();
    }

    private boolean bringChanges(long belowUid) {
        Map<Long, Flags> changed = new TreeMap<>(source.flagsChangedSince(folder.sourceModSeq().orElseThrow()));
        List<Long> uids = changed.keySet().stream().filter(uid -> uid < belowUid && uid >= folder.stopped().flagsUid()).toList();
        for (int from = 0; from < uids.size(); from += CHUNK) {
            if (!context.mayGoOn()) {
                return false;
            }
            List<Long> chunk = uids.subList(from, Math.min(from + CHUNK, uids.size()));
            bring(context.ledger().find(folder.id(), chunk), changed, chunk.get(chunk.size() - 1) + 1);
        }
        return true;
    }

    private boolean compareAll(long belowUid) {
        List<MessageRecord> lines = window();
        while (!lines.isEmpty() && lines.get(0).sourceUid() < belowUid) {
            if (!context.mayGoOn()) {
                return false;
            }
            long last = lines.get(lines.size() - 1).sourceUid();
            bring(lines, source.flags(lines.get(0).sourceUid(), last), last + 1);
            lines = window();
        }
        return true;
    }

    private List<MessageRecord> window() {
        return context.ledger().messagesAfter(folder.id(), folder.stopped().flagsUid() - 1, WINDOW);
    }

    private void bring(List<MessageRecord> lines, Map<Long, Flags> current, long nextUid) {
        Map<Change, List<Long>> changes = new LinkedHashMap<>();
        List<MessageRecord> changed = new ArrayList<>();
        for (MessageRecord record : lines) {
            Flags now = current.getOrDefault(record.sourceUid(), record.flags());
            if (!record.isOnTarget() || now.equals(record.flags())) {
                continue;
            }
            Change change = new Change(target.storable(now.without(record.flags())), removable.apply(record.flags().without(now)));
            record.targetUid().ifPresent(uid -> changes.computeIfAbsent(change, key -> new ArrayList<>()).add(uid));
            changed.add(record.withFlags(now));
        }
        changes.forEach((change, targets) -> target.changeFlags(targets, change.added(), change.removed()));
        folder = folder.comparingFlags(nextUid, folder.stopped().flagsModSeq());
        context.ledger().record(context.lease(), folder, changed);
        context.tally().step();
        context.tally().flagsChanged += changed.size();
    }
}

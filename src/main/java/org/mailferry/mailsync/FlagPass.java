package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * Brings changes of flags from the source to the target: what was added there since the last time is added here, what was removed
 * is removed, and what the target's user set himself stays.
 */
final class FlagPass {
    private static final int CHUNK = 500;

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
        if (belowUid > 1 && !(now.isPresent() && now.equals(folder.sourceModSeq()))) {
            Map<Long, Flags> current = listing(now);
            List<Long> uids = current.keySet().stream().filter(uid -> uid < belowUid).sorted().toList();
            for (int from = 0; from < uids.size(); from += CHUNK) {
                if (!context.mayGoOn()) {
                    return false;
                }
                bring(uids.subList(from, Math.min(from + CHUNK, uids.size())), current);
            }
        }
        folder = folder.flagsUpTo(now);
        context.ledger().record(context.lease(), folder, List.of());
        return true;
    }

    FolderRecord folder() {
        return folder;
    }

    private Map<Long, Flags> listing(OptionalLong now) {
        boolean incremental = now.isPresent() && folder.sourceModSeq().isPresent()
            && folder.sourceModSeq().getAsLong() <= now.getAsLong();
        return incremental ? source.flagsChangedSince(folder.sourceModSeq().getAsLong()) : source.flags();
    }

    private void bring(List<Long> uids, Map<Long, Flags> current) {
        Map<Change, List<Long>> changes = new LinkedHashMap<>();
        List<MessageRecord> changed = new ArrayList<>();
        for (MessageRecord record : context.ledger().find(folder.id(), uids)) {
            Flags now = current.get(record.sourceUid());
            if (!record.isOnTarget() || now.equals(record.flags())) {
                continue;
            }
            Change change = new Change(target.storable(now.without(record.flags())), removable.apply(record.flags().without(now)));
            record.targetUid().ifPresent(uid -> changes.computeIfAbsent(change, key -> new ArrayList<>()).add(uid));
            changed.add(record.withFlags(now));
        }
        changes.forEach((change, targets) -> target.changeFlags(targets, change.added(), change.removed()));
        context.ledger().record(context.lease(), folder, changed);
        context.tally().flagsChanged += changed.size();
    }
}

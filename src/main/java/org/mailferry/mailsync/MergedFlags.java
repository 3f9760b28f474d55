package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Merges the flags of a folder's linked messages, as far as a side changed them, and records what each side holds then. */
final class MergedFlags {
    private final TwoWay way;
    private final FolderRecord folder;
    private final Bookmark bookmark;
    private final OpenedFolder source;
    private final OpenedFolder target;

    private record Step(MessageRecord line, Flags source, Flags target, FlagMerge merge, Optional<Flags> targetBase) {}

    MergedFlags(TwoWay way, FolderRecord folder, Bookmark bookmark, OpenedFolder source, OpenedFolder target) {
        this.way = way;
        this.folder = folder;
        this.bookmark = bookmark;
        this.source = source;
        this.target = target;
    }

    /** @return false when time ran out; what was done is recorded */
    boolean run() {
        Changed here = Changed.of(source, folder.sourceModSeq());
        Changed there = Changed.of(target, bookmark.targetModSeq());
        Set<Long> done = new HashSet<>();
        for (List<Long> uids : TwoWay.chunks(here.flags().keySet().stream().sorted().toList())) {
            if (!way.context().mayGoOn()) {
                return false;
            }
            merge(way.context().ledger().find(folder.id(), uids), here, there, done);
        }
        for (List<Long> uids : TwoWay.chunks(there.flags().keySet().stream().sorted().toList())) {
            if (!way.context().mayGoOn()) {
                return false;
            }
            merge(way.links().byTarget(folder.id(), uids), here, there, done);
        }
        return true;
    }

    private void merge(List<MessageRecord> lines, Changed here, Changed there, Set<Long> done) {
        List<MessageRecord> fresh = lines.stream().filter(line -> line.isOnTarget() && line.targetUid().isPresent() && done.add(line.sourceUid())).toList();
        Map<Long, Flags> bases = way.links().targetFlags(folder.id(), fresh.stream().map(MessageRecord::sourceUid).toList());
        List<Step> steps = new ArrayList<>();
        for (MessageRecord line : fresh) {
            Optional<Flags> base = Optional.ofNullable(bases.get(line.sourceUid()));
            Optional<Flags> s = here.of(line.sourceUid(), Optional.of(line.flags()));
            Optional<Flags> t = there.of(line.targetUid().getAsLong(), base.or(() -> Optional.of(target.storable(line.flags()))));
            if (s.isPresent() && t.isPresent()) {
                steps.add(new Step(line, s.get(), t.get(), FlagMerge.of(s.get(), line.flags(), source::storable, t.get(), base, target::storable), base));
            }
        }
        Map<Long, Flags> seenHere = write(source, Side.SOURCE, steps);
        Map<Long, Flags> seenThere = write(target, Side.TARGET, steps);
        record(steps, seenHere, seenThere);
    }

    /** @return what the messages hold to which a flag was added */
    private Map<Long, Flags> write(OpenedFolder opened, Side side, List<Step> steps) {
        Map<FlagMerge.Change, List<Long>> changes = new LinkedHashMap<>();
        List<Long> grown = new ArrayList<>();
        for (Step step : steps) {
            FlagMerge.Change change = side == Side.SOURCE ? step.merge().source() : step.merge().target();
            long uid = side.uid(step.line()).getAsLong();
            if (!change.isEmpty()) {
                changes.computeIfAbsent(change, key -> new ArrayList<>()).add(uid);
                way.context().tally().flagsChanged++;
            }
            if (!change.added().isEmpty()) {
                grown.add(uid);
            }
        }
        changes.forEach((change, uids) -> opened.changeFlags(uids, change.added(), change.removed()));
        Map<Long, Flags> seen = new HashMap<>();
        if (!grown.isEmpty()) {
            opened.entries(grown).forEach(entry -> seen.put(entry.uid(), entry.flags()));
        }
        return seen;
    }

    private void record(List<Step> steps, Map<Long, Flags> seenHere, Map<Long, Flags> seenThere) {
        TwoWayChange change = new TwoWayChange();
        for (Step step : steps) {
            MessageRecord line = step.line();
            Flags s = step.merge().source().appliedTo(step.source(), seenHere.getOrDefault(line.sourceUid(), Flags.NONE));
            Flags t = step.merge().target().appliedTo(step.target(), seenThere.getOrDefault(line.targetUid().getAsLong(), Flags.NONE));
            if (!s.equals(line.flags()) || step.targetBase().filter(t::equals).isEmpty()) {
                change.line(folder.id(), line.withFlags(s), t);
            }
        }
        way.commit(change);
    }

    /** @param all every message is listed; one that is not listed is gone, else it is unchanged */
    private record Changed(Map<Long, Flags> flags, boolean all) {
        static Changed of(OpenedFolder opened, OptionalLong since) {
            OptionalLong now = opened.status().highestModSeq();
            if (now.isEmpty() || since.isEmpty() || since.getAsLong() > now.getAsLong()) {
                return new Changed(opened.flags(), true);
            }
            return new Changed(now.equals(since) ? Map.of() : opened.flagsChangedSince(since.getAsLong()), false);
        }

        Optional<Flags> of(long uid, Optional<Flags> unchanged) {
            return flags.containsKey(uid) ? Optional.of(flags.get(uid)) : all ? Optional.empty() : unchanged;
        }
    }
}

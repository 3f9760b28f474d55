package org.mailferry.mailsync;

import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Records which messages left a side. What left one side stays on the other, and never comes back to where it was deleted; where the
 * plan lets deletions through, it is noted for deletion.
 */
final class GoneMessages {
    private static final int CHUNK = 500;

    private final TwoWay way;

    GoneMessages(TwoWay way) {
        this.way = way;
    }

    /** @param left those that are in no other folder either */
    void record(SideLook source, SideLook target, Predicate<MessageRecord> left) {
        inChunks(source.gone().filter(left), (line, change) -> fromSource(source.folder(), line, target.misses(line), change));
        inChunks(target.gone().filter(left).filter(line -> !source.misses(line)), (line, change) -> fromTarget(target.folder(), line, change));
    }

    private void inChunks(Stream<MessageRecord> lines, BiConsumer<MessageRecord, TwoWayChange> note) {
        Iterator<MessageRecord> each = lines.iterator();
        while (each.hasNext()) {
            TwoWayChange change = new TwoWayChange();
            for (int noted = 0; noted < CHUNK && each.hasNext(); noted++) {
                note.accept(each.next(), change);
            }
            way.commit(change);
        }
    }

    private void fromSource(FolderRecord folder, MessageRecord line, boolean goneThere, TwoWayChange change) {
        way.context().tally().expunged++;
        if (goneThere || !line.isOnTarget() || line.targetUid().isEmpty()) {
            change.line(folder.id(), line.expunged().withoutTarget());
            return;
        }
        change.line(folder.id(), line.expunged());
        repeat(Side.TARGET, folder, line, TwoWayRequest.State.APPROVED, change);
    }

    private void fromTarget(FolderRecord folder, MessageRecord line, TwoWayChange change) {
        if (!line.isOnTarget()) {
            change.line(folder.id(), line.withoutTarget());
            return;
        }
        way.context().tally().deletions++;
        change.line(folder.id(), line.gone());
        repeat(Side.SOURCE, folder, line, TwoWayRequest.State.REQUESTED, change);
    }

    private void repeat(Side on, FolderRecord folder, MessageRecord line, TwoWayRequest.State state, TwoWayChange change) {
        if (way.policy().deletions().reach(on)) {
            change.request(TwoWayRequest.deletion(on, folder, line, state));
        } else {
            change.journal(way.entry(JournalEntry.Kind.KEPT, folder, line, "Deleted on the " + on.other().text() + ", kept on the " + on.text()
                + ": the plan carries no deletions there"));
        }
    }
}

package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.List;

/**
 * Ends the tombstones of a folder once all else in it is matched again: what was deleted on the source and is still on the target gets
 * its line there, so that it is taken for nothing new wherever it goes.
 */
final class Graveyard {
    private static final int CHUNK = 500;

    private final PassContext context;
    private final OpenedFolder target;
    private final FolderRecord folder;

    Graveyard(PassContext context, OpenedFolder target, FolderRecord folder) {
        this.context = context;
        this.target = target;
        this.folder = folder;
    }

    /** @param emptied the source holds nothing: its mail may still be put back. @return false when time ran out */
    boolean clear(boolean emptied) {
        return clear(Side.SOURCE) && (emptied || clear(Side.TARGET));
    }

    private boolean clear(Side goneFrom) {
        List<Tombstone> stones = context.ledger().tombstones(folder.id(), goneFrom, CHUNK);
        while (!stones.isEmpty()) {
            // A pass in one direction takes the target's copies for what they are.
            List<Tombstone> kept = goneFrom == Side.SOURCE && context.pass().kind() == Pass.TWO_WAY ? stones : List.of();
            ForeignMessages foreign = new ForeignMessages(context, target, folder);
            if (!context.mayGoOn() || !foreign.read(kept.stream().map(Tombstone::entry).toList(), 1, context::mayGoOn)) {
                return false;
            }
            context.ledger().settleTombstones(context.lease(), folder.id(), lines(kept, foreign), stones);
            context.tally().step();
            stones = context.ledger().tombstones(folder.id(), goneFrom, CHUNK);
        }
        return true;
    }

    private static List<MessageRecord> lines(List<Tombstone> kept, ForeignMessages foreign) {
        List<MessageRecord> wanted = kept.stream().map(Tombstone::wanted).toList();
        List<MessageRecord> lines = new ArrayList<>();
        if (!wanted.isEmpty()) {
            FreeCopies free = foreign.copiesOf(wanted, 1);
            wanted.forEach(line -> free.takeExact(line).ifPresent(copy -> lines.add(line.alone(copy.uid()))));
        }
        return lines;
    }
}

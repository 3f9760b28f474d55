package org.mailferry.mailsync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * Asks the target what became of appends whose answer was lost. A message found there is recorded as copied and never sent again; one
 * that is not there is recorded as missing, but not while the target may still be storing what a broken connection sent.
 */
final class IntentResolver {
    private static final int CHUNK = 500;

    private final PassContext context;
    private final OpenedFolder target;
    private FolderRecord folder;

    IntentResolver(PassContext context, OpenedFolder target, FolderRecord folder) {
        this.context = context;
        this.target = target;
        this.folder = folder;
    }

    /** The folder with what is known of the target now. */
    FolderRecord folder() {
        return folder;
    }

    /** {@code LATER}: some may still arrive; nothing of this folder is to be sent before the quiet time is over. */
    Ending resolve() {
        if (context.ledger().unresolved(folder.id(), 0, 1).isEmpty()) {
            return Ending.THROUGH;
        }
        TargetScan scan = new TargetScan(context, target, folder);
        boolean scanned = scan.runAsOfNow();
        folder = scan.folder();
        // All exact matches first: a twin's copy is not to be given away to another one.
        if (!scanned || !chunks(this::exactMatches) || !chunks(this::sameContent) || !chunks(this::altered)) {
            return Ending.TIME_OVER;
        }
        return context.ledger().unresolved(folder.id(), 0, 1).isEmpty() ? Ending.THROUGH : Ending.LATER;
    }

    private boolean chunks(BiFunction<List<MessageRecord>, ForeignMessages, List<MessageRecord>> settle) {
        List<MessageRecord> open = context.ledger().unresolved(folder.id(), 0, CHUNK);
        while (!open.isEmpty()) {
            ForeignMessages foreign = new ForeignMessages(context, target, folder);
            if (!context.mayGoOn() || !foreign.read(open.stream().map(MessageRecord::entry).toList(), floor(open), context::mayGoOn)) {
                return false;
            }
            List<MessageRecord> settled = settle.apply(open, foreign);
            if (!settled.isEmpty()) {
                context.ledger().record(context.lease(), folder, settled);
                settled.forEach(context.tally()::add);
            }
            open = context.ledger().unresolved(folder.id(), open.get(open.size() - 1).sourceUid(), CHUNK);
        }
        return true;
    }

    private static long floor(Collection<MessageRecord> open) {
        return open.stream().mapToLong(MessageRecord::targetFloor).min().orElse(1);
    }

    private List<MessageRecord> exactMatches(List<MessageRecord> open, ForeignMessages foreign) {
        FreeCopies free = foreign.copiesOf(open, floor(open));
        return open.stream().flatMap(record -> free.takeExact(record).map(copy -> arrived(record, copy)).stream()).toList();
    }

    private List<MessageRecord> sameContent(List<MessageRecord> open, ForeignMessages foreign) {
        FreeCopies free = foreign.copiesOf(open, floor(open));
        return open.stream().flatMap(record -> free.takeSameContent(record).map(copy -> arrived(record, copy)).stream()).toList();
    }

    /** Where the server changed the bytes a copy is known by its date and about its size; nobody else's content is left among the copies now. */
    private List<MessageRecord> altered(List<MessageRecord> open, ForeignMessages foreign) {
        Map<Long, FreeCopies.Copy> found = foreign.alteredCopiesOf(open, floor(open)).takeAltered(open);
        return open.stream().flatMap(record -> Optional.ofNullable(found.get(record.sourceUid())).map(copy -> arrived(record, copy))
            .or(() -> missing(record)).stream()).toList();
    }

    private static MessageRecord arrived(MessageRecord record, FreeCopies.Copy copy) {
        return record.onTarget(Outcome.COPIED, OptionalLong.of(copy.uid()));
    }

    private Optional<MessageRecord> missing(MessageRecord record) {
        return context.unquiet().isZero() ? Optional.of(record.missing()) : Optional.empty();
    }
}

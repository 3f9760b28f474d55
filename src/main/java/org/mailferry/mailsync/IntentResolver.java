package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
        if (!scanned || !chunks(this::exactMatches) || !chunks(this::otherMatches)) {
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

    /** An own append is also known by size and date, where the server changed the bytes; a doubted copy only by its content. */
    private List<MessageRecord> otherMatches(List<MessageRecord> open, ForeignMessages foreign) {
        FreeCopies free = foreign.copiesOf(open, floor(open));
        List<MessageRecord> settled = new ArrayList<>();
        List<MessageRecord> unknown = new ArrayList<>();
        for (MessageRecord record : open) {
            free.takeSameContent(record).ifPresentOrElse(copy -> settled.add(arrived(record, copy)), () -> unknown.add(record));
        }
        List<MessageRecord> own = unknown.stream().filter(record -> record.targetFloor() > 1).toList();
        FreeCopies altered = own.isEmpty() ? new FreeCopies(List.of()) : foreign.alteredCopiesOf(own, floor(own));
        for (MessageRecord record : unknown) {
            Optional<FreeCopies.Copy> copy = record.targetFloor() > 1 ? altered.takeAltered(record) : Optional.empty();
            copy.ifPresentOrElse(found -> settled.add(arrived(record, found)), () -> missing(record).ifPresent(settled::add));
        }
        return settled;
    }

    private static MessageRecord arrived(MessageRecord record, FreeCopies.Copy copy) {
        return record.onTarget(Outcome.COPIED, OptionalLong.of(copy.uid()));
    }

    private Optional<MessageRecord> missing(MessageRecord record) {
        return context.unquiet().isZero() ? Optional.of(record.missing()) : Optional.empty();
    }
}

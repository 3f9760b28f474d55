package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Asks the target what became of appends whose answer was lost. A message found there is recorded as copied and never sent again.
 */
final class IntentResolver {
    private final PassContext context;
    private final OpenedFolder source;
    private final OpenedFolder target;

    IntentResolver(PassContext context, OpenedFolder source, OpenedFolder target) {
        this.context = context;
        this.source = source;
        this.target = target;
    }

    /** @return source UIDs of the messages that did not arrive and must be sent again */
    List<Long> resolve(FolderRecord folder) {
        List<MessageRecord> open = context.ledger().unresolved(folder.id());
        if (open.isEmpty()) {
            return List.of();
        }
        List<MessageRecord> settled = new ArrayList<>();
        List<MessageRecord> missing = new ArrayList<>();
        ForeignMessages found = unknownFrom(folder, open.stream().mapToLong(MessageRecord::targetFloor).min().getAsLong());
        found.prepare(open);
        for (MessageRecord record : open) {
            found.takeExact(record).ifPresentOrElse(entry -> settled.add(arrived(record, entry)), () -> missing.add(record));
        }
        List<Long> again = new ArrayList<>();
        for (MessageRecord record : missing) {
            lateMatch(found, record).ifPresentOrElse(entry -> settled.add(arrived(record, entry)), () -> again.add(record.sourceUid()));
        }
        settled.addAll(goneFromSource(open, again));
        context.ledger().record(context.lease(), folder, settled);
        settled.forEach(context.tally()::add);
        return again;
    }

    private ForeignMessages unknownFrom(FolderRecord folder, long floor) {
        Set<Long> ours = context.ledger().targetUids(folder.id());
        return new ForeignMessages(target, target.entriesFrom(Math.max(floor, 1)).stream().filter(entry -> !ours.contains(entry.uid())).toList());
    }

    /** An own append is also known by size and date, where the server changed the bytes; a doubted copy only by its content. */
    private Optional<MessageEntry> lateMatch(ForeignMessages found, MessageRecord record) {
        Optional<MessageEntry> same = found.takeSameContent(record, entry -> 0);
        return same.isPresent() || record.targetFloor() <= 1 ? same : found.takeAltered(record);
    }

    private MessageRecord arrived(MessageRecord record, MessageEntry entry) {
        return record.onTarget(Outcome.COPIED, OptionalLong.of(entry.uid()));
    }

    private List<MessageRecord> goneFromSource(List<MessageRecord> open, List<Long> again) {
        if (again.isEmpty()) {
            return List.of();
        }
        Set<Long> still = source.entries(again).stream().map(MessageEntry::uid).collect(java.util.stream.Collectors.toSet());
        List<MessageRecord> gone = open.stream().filter(record -> again.contains(record.sourceUid()) && !still.contains(record.sourceUid()))
            .map(MessageRecord::expunged).toList();
        gone.forEach(record -> again.remove(record.sourceUid()));
        return gone;
    }
}

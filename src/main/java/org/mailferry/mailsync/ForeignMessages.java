package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Messages on the target that the ledger does not know as copies of ours, matched by content. Size and date only choose whom to
 * read; the digest decides. Each is read once, and its digest kept in the ledger.
 */
final class ForeignMessages {
    private static final int PAGE = 3_000;
    private static final int TWINS = 50;

    private final PassContext context;
    private final OpenedFolder target;
    private final FolderRecord folder;

    ForeignMessages(PassContext context, OpenedFolder target, FolderRecord folder) {
        this.context = context;
        this.target = target;
        this.folder = folder;
    }

    boolean isEmpty() {
        return folder.targetForeign() == 0;
    }

    /** Reads every message that could be one of these, as far as it was not read before. @return false when time ran out; what was read is recorded */
    boolean read(Collection<MessageEntry> alike, long fromUid, BooleanSupplier mayGoOn) {
        Set<Long> sizes = alike.stream().map(MessageEntry::sizeBytes).collect(Collectors.toSet());
        Set<Long> dates = alike.stream().map(entry -> entry.date().instant().getEpochSecond()).collect(Collectors.toSet());
        List<ForeignMessage> unread = isEmpty() ? List.of() : context.ledger().foreignUnread(folder.id(), fromUid, sizes, dates, PAGE);
        while (!unread.isEmpty()) {
            Iterator<List<MessageEntry>> batches = new Batches(context.settings(), unread.stream().map(ForeignMessages::entry).toList(), uid -> false);
            while (batches.hasNext()) {
                if (!mayGoOn.getAsBoolean()) {
                    return false;
                }
                read(batches.next());
            }
            unread = context.ledger().foreignUnread(folder.id(), fromUid, sizes, dates, PAGE);
        }
        return true;
    }

    private static MessageEntry entry(ForeignMessage message) {
        return new MessageEntry(message.uid(), Flags.NONE, new InternalDate(""), message.sizeBytes());
    }

    private void read(List<MessageEntry> batch) {
        Map<Long, String> digests = new HashMap<>();
        target.read(batch, message -> {
            try (Content content = message.content()) {
                digests.put(message.uid(), content.sha256());
            }
        }, (uid, reason) -> digests.put(uid, ForeignMessage.UNREADABLE));
        List<Long> gone = batch.stream().map(MessageEntry::uid).filter(uid -> !digests.containsKey(uid)).toList();
        if (!gone.isEmpty()) {
            context.ledger().foreignGone(context.lease(), folder.id(), gone);
        }
        context.ledger().foreignRead(context.lease(), folder.id(), digests);
        context.tally().step();
    }

    /** Those that are, as of now, on the target with one of the wanted contents, from that UID on. */
    FreeCopies copiesOf(Collection<MessageRecord> wanted, long fromUid) {
        Map<String, Integer> limits = new HashMap<>();
        wanted.forEach(record -> limits.merge(record.sha256(), 2, Integer::sum));
        limits.replaceAll((digest, limit) -> limit + TWINS);
        List<ForeignMessage> known = isEmpty() ? List.of() : context.ledger().foreignAlike(folder.id(), fromUid, limits, wanted.stream().collect(
            Collectors.groupingBy(MessageRecord::sha256, Collectors.mapping(record -> record.date().instant().getEpochSecond(), Collectors.toSet()))));
        return present(known);
    }

    /** Those with the very date of a wanted one, whatever their content, from that UID on. */
    FreeCopies alteredCopiesOf(Collection<MessageRecord> wanted, long fromUid) {
        return present(isEmpty() ? List.of() : context.ledger().foreignDated(folder.id(), fromUid, dates(wanted), PAGE));
    }

    private static Set<Long> dates(Collection<MessageRecord> wanted) {
        return wanted.stream().map(record -> record.date().instant().getEpochSecond()).collect(Collectors.toSet());
    }

    private FreeCopies present(List<ForeignMessage> known) {
        if (known.isEmpty()) {
            return new FreeCopies(List.of());
        }
        Map<Long, MessageEntry> there = target.entries(known.stream().map(ForeignMessage::uid).toList()).stream()
            .collect(Collectors.toMap(MessageEntry::uid, entry -> entry));
        Set<Long> gone = new LinkedHashSet<>();
        List<FreeCopies.Copy> free = new ArrayList<>();
        for (ForeignMessage message : known) {
            if (there.containsKey(message.uid())) {
                free.add(new FreeCopies.Copy(message, there.get(message.uid()).flags()));
            } else {
                gone.add(message.uid());
            }
        }
        if (!gone.isEmpty()) {
            context.ledger().foreignGone(context.lease(), folder.id(), new HashSet<>(gone));
        }
        return new FreeCopies(free);
    }
}

package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;

/**
 * Appends what is new in a folder of the target to the source: intent, append, link. The link is what keeps the next pass forward from
 * bringing it back.
 */
final class ReturnCopy {
    private static final Flags DELETED = Flags.of("\\Deleted");

    private final TwoWay way;
    private final FolderRecord folder;
    private final OpenedFolder source;
    private final OpenedFolder target;
    private final ArrivalResolver resolver;

    ReturnCopy(TwoWay way, FolderRecord folder, OpenedFolder source, OpenedFolder target) {
        this.way = way;
        this.folder = folder;
        this.source = source;
        this.target = target;
        this.resolver = new ArrivalResolver(way, List.of(folder));
    }

    /** @return false when time or quota ran out */
    boolean run(List<MessageEntry> arrived) {
        Map<Long, Arrival> earlier = way.links().arrivals(way.context().lease().mailbox()).stream()
            .filter(arrival -> arrival.folderId() == folder.id() && arrival.written() == Side.SOURCE && !arrival.isMove())
            .collect(Collectors.toMap(Arrival::counterpartUid, Function.identity()));
        List<MessageEntry> pending = arrived.stream().filter(entry -> !earlier.containsKey(entry.uid())
            || earlier.get(entry.uid()).state() == Arrival.State.INTENDED).filter(entry -> mayBeSent(entry, earlier)).toList();
        Batches batches = new Batches(way.context().settings(), pending, uid -> earlier.containsKey(uid));
        while (batches.hasNext()) {
            if (!way.context().mayGoOn()) {
                return false;
            }
            copy(batches.next(), earlier, batches);
        }
        return !way.context().tally().stopped();
    }

    private boolean mayBeSent(MessageEntry entry, Map<Long, Arrival> earlier) {
        int attempts = earlier.containsKey(entry.uid()) ? earlier.get(entry.uid()).attempts() : 0;
        if (attempts >= way.context().settings().attempts()) {
            leave(entry, Arrival.State.REFUSED, "the connection broke off " + attempts + " times while it was sent");
        } else if (way.context().policy().tooLarge(entry.sizeBytes())) {
            leave(entry, Arrival.State.REFUSED, entry.sizeBytes() + " bytes are above the plan's limit");
        } else {
            return true;
        }
        return false;
    }

    private void leave(MessageEntry entry, Arrival.State how, String why) {
        way.context().tally().refused++;
        way.commit(new TwoWayChange().arrival(Arrival.left(folder, entry, how)).journal(new JournalEntry(way.now(), JournalEntry.Kind.REFUSED,
            folder.sourceName(), 0, entry.uid(), "", "New on the target, not brought to the source: " + why)));
    }

    private void copy(List<MessageEntry> batch, Map<Long, Arrival> earlier, Batches batches) {
        List<Message> messages = new ArrayList<>();
        Map<Long, MessageEntry> entries = batch.stream().collect(Collectors.toMap(MessageEntry::uid, Function.identity()));
        try {
            target.read(batch, messages::add, (uid, why) -> leave(entries.get(uid), Arrival.State.REFUSED, "the target did not give it: " + why));
            List<Message> probes = messages.stream().filter(way.context().ownProbes()::contain).toList();
            probes.forEach(probe -> way.commit(new TwoWayChange().arrival(Arrival.left(folder, entries.get(probe.uid()), Arrival.State.KEPT))));
            List<Message> outgoing = messages.stream().filter(message -> !probes.contains(message)).sorted(java.util.Comparator.comparingLong(Message::uid)).toList();
            if (!outgoing.isEmpty()) {
                batches.again(send(outgoing, earlier).stream().map(entries::get).toList());
            }
        } finally {
            messages.forEach(message -> message.content().close());
        }
    }

    /** @return UIDs of the messages that are to be sent again, each alone */
    private List<Long> send(List<Message> outgoing, Map<Long, Arrival> earlier) {
        long floor = source.status().uidNext();
        List<Arrival> intents = outgoing.stream().map(message -> Arrival.appended(folder, message, floor,
            earlier.containsKey(message.uid()) ? earlier.get(message.uid()).attempts() + 1 : 1)).toList();
        way.commit(new TwoWayChange().arrivals(intents));
        List<AppendOutcome> outcomes = appended(outgoing, intents);
        Map<Long, Long> places = new HashMap<>();
        List<Arrival> stored = new ArrayList<>();
        List<Long> again = new ArrayList<>();
        TwoWayChange change = new TwoWayChange();
        for (int i = 0; i < intents.size(); i++) {
            Arrival intent = intents.get(i);
            AppendOutcome outcome = outcomes.get(i);
            if (outcome instanceof AppendOutcome.Stored found) {
                found.uid().ifPresent(uid -> places.put(intent.counterpartUid(), uid));
                stored.add(intent);
            } else if (outcome instanceof AppendOutcome.Refused refused) {
                way.context().tally().refused++;
                change.arrival(intent.with(Arrival.State.REFUSED)).journal(new JournalEntry(way.now(), JournalEntry.Kind.REFUSED, folder.sourceName(), 0,
                    intent.counterpartUid(), intent.sha256(), "New on the target, not brought to the source: " + refused.reason()));
            } else if (outcome instanceof AppendOutcome.OverQuota full) {
                change.arrival(intent.unsent());
                way.context().tally().stop(new CopyRefusal(CopyRefusal.Reason.OVERQUOTA, "The source mailbox is full: " + full.reason()));
            } else {
                change.arrival(intent.unsent());
                again.add(intent.counterpartUid());
            }
        }
        way.commit(change);
        resolver.settle(stored, places);
        return again;
    }

    private List<AppendOutcome> appended(List<Message> outgoing, List<Arrival> intents) {
        try {
            return source.append(outgoing.stream().map(ReturnCopy::undeleted).toList());
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.THROTTLED) {
                // The server is busy; that is no fault of these messages.
                way.commit(new TwoWayChange().arrivals(intents.stream().map(Arrival::unsent).toList()));
            }
            throw e;
        }
    }

    private static Message undeleted(Message message) {
        return new Message(message.uid(), message.flags().without(DELETED), message.date(), message.content());
    }
}

package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;

/** Copies a folder's pending messages in batches: read, match against what the target has, record the intent, append, record the outcome. */
final class BatchCopy {
    private final PassContext context;
    private final OpenedFolder source;
    private final OpenedFolder target;
    private final Batches batches;
    private final Claims claims;
    private final Map<Long, MessageRecord> earlier;
    private final ForeignMessages foreign;
    private FolderRecord folder;

    BatchCopy(PassContext context, OpenedFolder source, OpenedFolder target, FolderRecord folder, List<MessageEntry> pending) {
        this.context = context;
        this.source = source;
        this.target = target;
        this.folder = folder;
        this.claims = new Claims(source, pending);
        List<Long> known = pending.stream().map(MessageEntry::uid).filter(uid -> uid < folder.nextSourceUid()).toList();
        this.earlier = context.ledger().find(folder.id(), known).stream()
            .collect(Collectors.toMap(MessageRecord::sourceUid, Function.identity()));
        this.batches = new Batches(context.settings(), pending, uid -> attempts(uid) > 0);
        this.foreign = pending.isEmpty() ? new ForeignMessages(target, List.of()) : foreign();
    }

    FolderRecord folder() {
        return folder;
    }

    /** @return false when time or quota ran out */
    boolean run() {
        while (batches.hasNext()) {
            if (!context.mayGoOn()) {
                return false;
            }
            copy(batches.next());
        }
        return !context.tally().stopped();
    }

    private void copy(List<MessageEntry> batch) {
        claims.reached(batch);
        List<MessageRecord> settled = new ArrayList<>();
        List<MessageEntry> wanted = new ArrayList<>();
        for (MessageEntry entry : batch) {
            refusalOf(entry).ifPresentOrElse(settled::add, () -> wanted.add(entry));
        }
        List<Message> messages = new ArrayList<>();
        try {
            Map<Long, MessageEntry> byUid = wanted.stream().collect(Collectors.toMap(MessageEntry::uid, Function.identity()));
            source.read(wanted, messages::add, (uid, why) -> settled.add(MessageRecord.refused(byUid.get(uid), "The source did not give it: " + why)));
            settled.addAll(leftOut(messages));
            messages.sort(Comparator.comparingLong(Message::uid));
            send(batch, messages, settled);
        } finally {
            messages.forEach(message -> message.content().close());
        }
    }

    /** Takes our own probes out of {@code messages}. */
    private List<MessageRecord> leftOut(List<Message> messages) {
        List<Message> probes = messages.stream().filter(context.ownProbes()::contain).toList();
        messages.removeAll(probes);
        probes.forEach(probe -> probe.content().close());
        return probes.stream().map(MessageRecord::leftOut).toList();
    }

    /** Known without reading it. */
    private Optional<MessageRecord> refusalOf(MessageEntry entry) {
        if (context.policy().messages().leaveOut(entry)) {
            return Optional.of(MessageRecord.leftOut(entry));
        }
        if (context.policy().tooLarge(entry.sizeBytes())) {
            return Optional.of(MessageRecord.refused(entry, entry.sizeBytes() + " bytes, the limit is " + context.policy().maxMessageBytes()));
        }
        return attempts(entry.uid()) >= context.settings().attempts() ? Optional.of(earlier.get(entry.uid()).givenUp()) : Optional.empty();
    }

    private int attempts(long uid) {
        MessageRecord record = earlier.get(uid);
        return record == null ? 0 : record.attempts();
    }

    private void send(List<MessageEntry> batch, List<Message> messages, List<MessageRecord> settled) {
        Map<Long, MessageRecord> intents = new HashMap<>();
        messages.forEach(message -> intents.put(message.uid(),
            MessageRecord.intent(message, folder.targetUidNext(), attempts(message.uid()) + 1)));
        settled.addAll(alreadyThere(messages, intents));
        List<MessageRecord> recorded = new ArrayList<>(settled);
        recorded.addAll(intents.values());
        folder = folder.handledUpTo(batch.get(batch.size() - 1).uid() + 1);
        context.ledger().record(context.lease(), folder, recorded);
        settled.forEach(context.tally()::add);

        List<Message> outgoing = messages.stream().filter(message -> intents.containsKey(message.uid())).toList();
        if (outgoing.isEmpty()) {
            return;
        }
        settle(outgoing, intents, appended(outgoing, intents));
    }

    private List<AppendOutcome> appended(List<Message> outgoing, Map<Long, MessageRecord> intents) {
        try {
            return target.append(outgoing);
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.THROTTLED) {
                // The server is busy; that is no fault of these messages. What it stored before is found by its intent.
                context.ledger().record(context.lease(), folder, outgoing.stream().map(message -> intents.get(message.uid()).unsent()).toList());
            }
            throw e;
        }
    }

    private void settle(List<Message> sent, Map<Long, MessageRecord> intents, List<AppendOutcome> outcomes) {
        List<MessageRecord> settled = new ArrayList<>();
        boolean uidsUnknown = false;
        long expected = folder.targetUidNext();
        for (int i = 0; i < sent.size(); i++) {
            MessageRecord intent = intents.get(sent.get(i).uid());
            AppendOutcome outcome = outcomes.get(i);
            if (outcome instanceof AppendOutcome.Stored stored) {
                uidsUnknown |= stored.uid().isEmpty();
                if (stored.uid().isPresent()) {
                    settled.add(intent.onTarget(Outcome.COPIED, stored.uid()));
                    expected = stored.uid().getAsLong() == expected ? expected + 1 : expected;
                }
            } else if (outcome instanceof AppendOutcome.Refused refused) {
                settled.add(intent.refused("The target did not take it: " + refused.reason()));
            } else if (outcome instanceof AppendOutcome.OverQuota full) {
                // Its intent stays, as if never begun: the next slice finds nothing on the target and sends it again.
                settled.add(intent.unsent());
                context.tally().stop(new CopyRefusal(CopyRefusal.Reason.OVERQUOTA, full.reason()));
            }
        }
        folder = folder.seenTarget(expected, folder.targetForeign());
        context.ledger().record(context.lease(), folder, settled);
        settled.forEach(context.tally()::add);
        if (uidsUnknown) {
            new IntentResolver(context, source, target).resolve(folder);
        }
    }

    /** Takes out of {@code intents} what the target holds already, and gives those messages the source's flags. */
    private List<MessageRecord> alreadyThere(List<Message> messages, Map<Long, MessageRecord> intents) {
        if (foreign.count() == 0) {
            return List.of();
        }
        foreign.prepare(intents.values());
        List<MessageRecord> found = new ArrayList<>();
        for (Message message : messages) {
            foreign.takeExact(intents.get(message.uid())).ifPresent(entry -> found.add(adopt(message, entry, intents)));
        }
        for (Message message : messages) {
            MessageRecord intent = intents.get(message.uid());
            if (intent != null) {
                foreign.takeSameContent(intent, entry -> claims.on(entry, intent.sha256())).ifPresent(entry -> found.add(adopt(message, entry, intents)));
            }
        }
        folder = folder.seenTarget(folder.targetUidNext(), foreign.count());
        return found;
    }

    private MessageRecord adopt(Message message, MessageEntry entry, Map<Long, MessageRecord> intents) {
        target.changeFlags(Set.of(entry.uid()), target.storable(message.flags().without(entry.flags())), entry.flags().without(message.flags()));
        return intents.remove(message.uid()).onTarget(Outcome.ALREADY_THERE, OptionalLong.of(entry.uid()));
    }

    /** What the target holds besides our copies; nothing is listed where the ledger knows that all are ours. */
    private ForeignMessages foreign() {
        FolderStatus now = target.status();
        boolean allOurs = folder.targetForeign() == 0 && folder.targetUidNext() == now.uidNext();
        if (now.messages() == 0 || allOurs) {
            folder = folder.seenTarget(Math.max(now.uidNext(), folder.targetUidNext()), 0);
            return new ForeignMessages(target, List.of());
        }
        Set<Long> ours = context.ledger().targetUids(folder.id());
        List<MessageEntry> others = target.entriesFrom(1).stream().filter(entry -> !ours.contains(entry.uid())).toList();
        folder = folder.seenTarget(now.uidNext(), others.size());
        return new ForeignMessages(target, others);
    }
}

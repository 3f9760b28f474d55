package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;

/**
 * Copies a folder's pending messages in batches: read, match against what the target has, record the intent, append, record the
 * outcome. The next batch is asked for before this one is sent, and sent before this one is answered; so is the next window listed.
 */
final class BatchCopy {
    /** So many batches at most are looked up together where the server tells no UIDs. */
    private static final int BATCHES_WITHOUT_LOOK = 8;

    /** A batch whose messages are on their way from the source. */
    private record Asked(List<MessageEntry> batch, List<MessageRecord> settled, OpenedFolder.Reading reading) {
        MessageEntry entry(long uid) {
            return batch.stream().filter(entry -> entry.uid() == uid).findFirst().orElseThrow();
        }
    }

    private final PassContext context;
    private final OpenedFolder source;
    private final OpenedFolder target;
    private final Iterator<Window> windows;
    private final Batches batches;
    private final OnTheWay onTheWay;
    private final Stage stage;
    private AlreadyThere alreadyThere;
    private Map<Long, MessageRecord> earlier = Map.of();
    private @Nullable Asked ahead;
    private FolderRecord folder;
    private int withoutLook;

    /** {@code NEW}: in the order of UIDs, behind the folder's bookmark. {@code LAST}: put off until all others were through. */
    enum Stage { AGAIN, NEW, LAST }

    /** Messages listed together, and those of which the source tells nothing, to be recorded. */
    record Window(List<MessageEntry> entries, List<MessageRecord> untold) {}

    BatchCopy(PassContext context, OpenedFolder source, OpenedFolder target, FolderRecord folder, Iterator<Window> windows, Stage stage) {
        this.context = context;
        this.source = source;
        this.target = target;
        this.windows = windows;
        this.folder = folder;
        this.stage = stage;
        this.batches = new Batches(context.settings(), List.of(), this::isSuspicious);
        this.alreadyThere = new AlreadyThere(context, target, folder, stage == Stage.LAST);
        this.onTheWay = new OnTheWay(context, target);
    }

    FolderRecord folder() {
        return folder;
    }

    /** @return false when time or quota ran out */
    boolean run() {
        try {
            do {
                askAhead();
                while (ahead != null) {
                    copy(ahead);
                }
                settleDownTo(0);
                look();
            } while (hasNext() && context.mayGoOn());
            context.tally().stopIfRoomLacks();
            return !hasNext() && !context.tally().stopped();
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.THROTTLED) {
                // The server is busy; that is no fault of these messages. What it stored before is found by its intent.
                context.ledger().record(context.lease(), folder, onTheWay.open().stream().map(MessageRecord::unsent).toList());
            }
            throw e;
        } finally {
            giveUpAhead();
        }
    }

    private boolean hasNext() {
        return batches.hasNext() || windows.hasNext();
    }

    private void askAhead() {
        ahead = null;
        while (!batches.hasNext() && windows.hasNext() && context.mayGoOn()) {
            list(windows.next());
        }
        if (!batches.hasNext() || !context.mayGoOn()) {
            return;
        }
        List<MessageEntry> batch = batches.next();
        List<MessageRecord> settled = new ArrayList<>();
        List<MessageEntry> wanted = new ArrayList<>();
        for (MessageEntry entry : batch) {
            refusalOf(entry).ifPresentOrElse(settled::add, () -> wanted.add(entry));
        }
        ahead = new Asked(batch, settled, source.ask(wanted));
    }

    private void list(Window window) {
        if (!window.untold().isEmpty()) {
            context.ledger().record(context.lease(), folder, window.untold());
            window.untold().forEach(context.tally()::add);
        }
        List<Long> known = stage == Stage.NEW ? List.of() : window.entries().stream().map(MessageEntry::uid).toList();
        earlier = context.ledger().find(folder.id(), known).stream().collect(Collectors.toMap(MessageRecord::sourceUid, record -> record));
        batches.add(window.entries());
        alreadyThere = new AlreadyThere(context, target, folder, stage == Stage.LAST);
        new ForeignMessages(context, target, folder).read(window.entries(), 1, context::mayGoOn);
    }

    private void giveUpAhead() {
        if (ahead != null) {
            ahead.reading().close();
            ahead = null;
        }
    }

    private void copy(Asked asked) {
        if (context.timeIsOver()) {
            batches.again(asked.batch());
            giveUpAhead();
            return;
        }
        boolean delicate = context.tally().isFull() || asked.batch().stream().anyMatch(entry -> isSuspicious(entry.uid()));
        if (delicate) {
            // Alone, so that what happens now is known to be about this message.
            settleDownTo(0);
        }
        if (context.tally().isFull() && (asked.batch().size() > 1 || !context.tally().mayAppend())) {
            batches.again(asked.batch());
            giveUpAhead();
            askAhead();
            return;
        }
        List<Message> messages = new ArrayList<>();
        try {
            take(asked, messages);
            trustAfter(asked);
            askAhead();
            send(asked, messages);
        } finally {
            messages.forEach(message -> message.content().close());
        }
        settleDownTo(delicate ? 0 : context.settings().batchesOnTheWay() - 1);
        if (onTheWay.needsLook() && withoutLook >= BATCHES_WITHOUT_LOOK) {
            settleDownTo(0);
            look();
        }
    }

    private void take(Asked asked, List<Message> messages) {
        try (OpenedFolder.Reading reading = asked.reading()) {
            reading.take(messages::add, (uid, why) ->
                asked.settled().add(MessageRecord.refused(asked.entry(uid), "The source did not give it: " + why, pass())));
        } catch (MigrationException e) {
            if (e.kind() == FailureKind.TRANSIENT) {
                suspect(asked, messages);
            }
            throw e;
        }
        asked.settled().addAll(leftOut(messages));
        messages.sort(Comparator.comparingLong(Message::uid));
    }

    /** One of those that did not come may be what broke the connection: the next slice reads each of them alone. */
    private void suspect(Asked asked, List<Message> came) {
        Set<Long> known = Stream.concat(came.stream().map(Message::uid), asked.settled().stream().map(MessageRecord::sourceUid)).collect(Collectors.toSet());
        LongSummaryStatistics missing = asked.batch().stream().mapToLong(MessageEntry::uid).filter(uid -> !known.contains(uid)).summaryStatistics();
        if (missing.getCount() > 0) {
            // What the target still has to answer is not to be doubted because the source broke off.
            settleDownTo(0);
            folder = folder.suspecting(missing.getMin(), missing.getMax());
            context.ledger().record(context.lease(), folder, List.of());
            if (missing.getCount() == 1) {
                context.tally().isolated();
            }
        }
    }

    private void trustAfter(Asked asked) {
        long last = asked.batch().get(asked.batch().size() - 1).uid();
        folder = folder.stopped().suspectFrom() > 0 && last >= folder.stopped().suspectTo() ? folder.trusting() : folder;
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
            return Optional.of(MessageRecord.refused(entry, entry.sizeBytes() + " bytes, the limit is " + context.policy().maxMessageBytes(), pass()));
        }
        if (folder.breaksOff(entry.uid(), context.settings().attempts())) {
            return Optional.of(MessageRecord.unread(entry, folder.stopped().suspectTimes(), pass()));
        }
        return attempts(entry.uid()) >= context.settings().attempts() ? Optional.of(earlier.get(entry.uid()).givenUp(pass())) : Optional.empty();
    }

    /** Begun in vain since it was last refused. */
    private int attempts(long uid) {
        MessageRecord record = earlier.get(uid);
        return record == null || record.outcome() != Outcome.INTENDED ? 0 : record.attempts();
    }

    /** Its sending or reading broke the connection before. */
    private boolean isSuspicious(long uid) {
        MessageRecord record = earlier.get(uid);
        return record != null && record.attempts() > 0 || folder.isSuspect(uid);
    }

    private long pass() {
        return context.pass().number();
    }

    private void send(Asked asked, List<Message> messages) {
        Map<Long, MessageRecord> intents = new LinkedHashMap<>();
        messages.forEach(message -> intents.put(message.uid(),
            MessageRecord.intent(message, folder.targetUidNext(), attempts(message.uid()) + 1)));
        List<MessageRecord> settled = new ArrayList<>(asked.settled());
        settled.addAll(alreadyThere.take(messages, intents));
        List<MessageRecord> recorded = new ArrayList<>(settled);
        recorded.addAll(intents.values());
        folder = stage == Stage.NEW ? folder.handledUpTo(asked.batch().get(asked.batch().size() - 1).uid() + 1) : folder;
        context.ledger().record(context.lease(), folder, recorded);
        settled.forEach(context.tally()::add);

        List<Message> outgoing = messages.stream().filter(message -> intents.containsKey(message.uid())).toList();
        if (!outgoing.isEmpty()) {
            onTheWay.send(outgoing, List.copyOf(intents.values()));
        }
    }

    private void settleDownTo(int batchesLeft) {
        while (onTheWay.batches() > batchesLeft) {
            folder = onTheWay.settleOldest(folder);
            withoutLook++;
        }
    }

    /** Asks the target what it did where its answers did not say it. What is not there is sent again, each message alone. */
    private void look() {
        withoutLook = 0;
        if (!onTheWay.needsLook()) {
            return;
        }
        List<Long> undone = onTheWay.takeUndone();
        IntentResolver resolver = new IntentResolver(context, target, folder);
        resolver.resolve();
        folder = resolver.folder();
        batches.again(context.ledger().find(folder.id(), undone).stream().filter(record -> record.outcome() == Outcome.INTENDED)
            .map(MessageRecord::entry).toList());
    }
}

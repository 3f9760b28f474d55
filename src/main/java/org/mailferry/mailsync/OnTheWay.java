package org.mailferry.mailsync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Batches that were sent and not answered yet. Answers are settled in the order of sending. What was never answered stays an
 * intent, and the target is asked before it is sent again.
 */
final class OnTheWay {
    private record Sent(List<MessageRecord> intents, OpenedFolder.Sending sending) {}

    private final PassContext context;
    private final OpenedFolder target;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final Map<Long, MessageRecord> open = new LinkedHashMap<>();
    private final List<Long> undone = new ArrayList<>();
    private boolean uidsUnknown;

    OnTheWay(PassContext context, OpenedFolder target) {
        this.context = context;
        this.target = target;
    }

    int batches() {
        return sent.size();
    }

    /** @param intents of these messages, in their order; they are in the ledger */
    void send(List<Message> messages, List<MessageRecord> intents) {
        intents.forEach(intent -> open.put(intent.sourceUid(), intent));
        sent.add(new Sent(intents, target.send(messages)));
    }

    /** Intents that are recorded and not settled. */
    Collection<MessageRecord> open() {
        return open.values();
    }

    /** Something settled needs a look at the target: it told no UID, or refused a batch as a whole. */
    boolean needsLook() {
        return uidsUnknown || !undone.isEmpty();
    }

    /** Source UIDs of the messages that were refused together, or not sent; they are forgotten here. */
    List<Long> takeUndone() {
        List<Long> taken = List.copyOf(undone);
        undone.clear();
        uidsUnknown = false;
        return taken;
    }

    /** Waits for the oldest batch's answer and records it. @return the folder as it is known then */
    FolderRecord settleOldest(FolderRecord folder) {
        Sent oldest = sent.element();
        List<AppendOutcome> outcomes = oldest.sending().await();
        sent.remove();
        List<MessageRecord> settled = new ArrayList<>();
        long expected = folder.targetUidNext();
        for (int i = 0; i < outcomes.size(); i++) {
            MessageRecord intent = oldest.intents().get(i);
            AppendOutcome outcome = outcomes.get(i);
            if (outcome instanceof AppendOutcome.Stored stored) {
                uidsUnknown |= stored.uid().isEmpty();
                if (stored.uid().isPresent()) {
                    settled.add(intent.onTarget(Outcome.COPIED, stored.uid()));
                    expected = stored.uid().getAsLong() == expected ? expected + 1 : expected;
                }
            } else if (outcome instanceof AppendOutcome.Refused refused) {
                settled.add(intent.refused("The target did not take it: " + refused.reason(), context.pass().number()));
            } else {
                // Its intent stays, as if never begun: whoever comes next finds nothing on the target and sends it again.
                settled.add(intent.unsent());
                if (outcome instanceof AppendOutcome.Undone) {
                    undone.add(intent.sourceUid());
                }
            }
        }
        noticeFull(oldest.sending().commands(), outcomes);
        FolderRecord now = folder.seenTarget(expected, folder.targetForeign());
        context.ledger().record(context.lease(), now, settled);
        oldest.intents().forEach(intent -> open.remove(intent.sourceUid()));
        settled.forEach(context.tally()::add);
        return now;
    }

    private void noticeFull(int commands, List<AppendOutcome> outcomes) {
        if (context.tally().isFull()) {
            context.tally().triedMore(commands);
        }
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof AppendOutcome.OverQuota full) {
                context.tally().full(full.reason(), commandsBehind(outcomes, i));
                context.tally().leftForWantOfRoom();
            } else if (outcomes.get(i) instanceof AppendOutcome.Undone undone && undone.full()) {
                context.tally().full(undone.reason(), 0);
            }
        }
    }

    /** One message in each command, else no single message would be known to be over quota. */
    private static int commandsBehind(List<AppendOutcome> outcomes, int index) {
        return (int) outcomes.stream().skip(index + 1L).filter(outcome -> !(outcome instanceof AppendOutcome.Undone)).count();
    }
}

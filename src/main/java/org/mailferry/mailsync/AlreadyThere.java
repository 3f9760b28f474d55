package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds messages that the target held before us, and gives them the source's flags instead of sending them a second time. Twins of
 * which each has its own copy must not take each other's: whoever has a copy's very date comes first, even when he is read later. So a
 * message that finds its content only with other dates is put off until all others are through.
 */
final class AlreadyThere {
    private final PassContext context;
    private final long folderId;
    private final OpenedFolder target;
    private final ForeignMessages foreign;
    private final boolean lastOnes;
    private final boolean someBuried;

    /** @param lastOnes these were put off, and all others are through */
    AlreadyThere(PassContext context, OpenedFolder target, FolderRecord folder, boolean lastOnes) {
        this.context = context;
        this.folderId = folder.id();
        this.target = target;
        this.foreign = new ForeignMessages(context, target, folder);
        this.lastOnes = lastOnes;
        this.someBuried = !context.ledger().tombstones(folder.id(), Side.TARGET, 1).isEmpty();
    }

    /** Takes out of {@code intents} what the target holds, and what is put off. */
    List<MessageRecord> take(List<Message> messages, Map<Long, MessageRecord> intents) {
        if (messages.isEmpty() || foreign.isEmpty() && !someBuried) {
            return List.of();
        }
        foreign.read(messages.stream().map(AlreadyThere::entry).toList(), 1, () -> true);
        FreeCopies free = foreign.copiesOf(intents.values(), 1);
        List<MessageRecord> taken = new ArrayList<>();
        for (Message message : messages) {
            free.takeExact(intents.get(message.uid()).missing()).ifPresent(copy -> taken.add(adopt(message, copy, intents)));
        }
        Buried buried = Buried.alike(context, folderId, someBuried ? intents.values() : List.of());
        for (Message message : messages) {
            MessageRecord intent = intents.get(message.uid());
            if (intent != null && buried.takes(intent, false)) {
                intents.remove(message.uid());
            } else if (intent != null && lastOnes) {
                free.takeSameContent(intent.missing()).ifPresent(copy -> taken.add(adopt(message, copy, intents)));
            } else if (intent != null && (free.hasContentOf(intent) || buried.hasContentOf(intent))) {
                taken.add(intents.remove(message.uid()).unsent().last());
            }
        }
        if (lastOnes) {
            intents.values().removeIf(intent -> buried.takes(intent, true));
        }
        taken.addAll(buried.settle());
        return taken;
    }

    private static MessageEntry entry(Message message) {
        return new MessageEntry(message.uid(), message.flags(), message.date(), message.content().sizeBytes());
    }

    private MessageRecord adopt(Message message, FreeCopies.Copy copy, Map<Long, MessageRecord> intents) {
        // In both directions a flag that only the copy has may be its user's own, and goes to the source.
        Flags removed = context.pass().kind() == Pass.TWO_WAY ? Flags.NONE : copy.flags().without(message.flags());
        target.changeFlags(Set.of(copy.uid()), target.storable(message.flags().without(copy.flags())), removed);
        return intents.remove(message.uid()).onTarget(Outcome.ALREADY_THERE, OptionalLong.of(copy.uid()));
    }
}

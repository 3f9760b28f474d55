package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Finds messages that the target held before us, and gives them the source's flags instead of sending them a second time. */
final class AlreadyThere {
    private final OpenedFolder target;
    private final Claims claims;
    private final ForeignMessages foreign;
    private final FolderRecord folder;

    private AlreadyThere(OpenedFolder target, Claims claims, ForeignMessages foreign, FolderRecord folder) {
        this.target = target;
        this.claims = claims;
        this.foreign = foreign;
        this.folder = folder;
    }

    /** What the target holds besides our copies; nothing is listed where the ledger knows that all are ours. */
    static AlreadyThere in(PassContext context, OpenedFolder source, OpenedFolder target, FolderRecord folder, Collection<MessageEntry> pending) {
        Claims claims = new Claims(source, pending);
        FolderStatus now = target.status();
        if (pending.isEmpty()) {
            return new AlreadyThere(target, claims, new ForeignMessages(target, List.of()), folder);
        }
        boolean allOurs = folder.targetForeign() == 0 && folder.targetUidNext() == now.uidNext();
        if (now.messages() == 0 || allOurs) {
            return new AlreadyThere(target, claims, new ForeignMessages(target, List.of()),
                folder.seenTarget(Math.max(now.uidNext(), folder.targetUidNext()), 0));
        }
        Set<Long> ours = context.ledger().targetUids(folder.id());
        List<MessageEntry> others = target.entriesFrom(1).stream().filter(entry -> !ours.contains(entry.uid())).toList();
        return new AlreadyThere(target, claims, new ForeignMessages(target, others), folder.seenTarget(now.uidNext(), others.size()));
    }

    /** The folder with what is known of the target now. */
    FolderRecord folder() {
        return folder;
    }

    /** How many messages of the target are none of ours. */
    int left() {
        return foreign.count();
    }

    /** These are being matched now, so they claim nothing any more. */
    void reached(List<MessageEntry> batch) {
        claims.reached(batch);
    }

    /** Takes out of {@code intents} what the target holds, and gives those messages the source's flags. */
    List<MessageRecord> take(List<Message> messages, Map<Long, MessageRecord> intents) {
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
        return found;
    }

    private MessageRecord adopt(Message message, MessageEntry entry, Map<Long, MessageRecord> intents) {
        target.changeFlags(Set.of(entry.uid()), target.storable(message.flags().without(entry.flags())), entry.flags().without(message.flags()));
        return intents.remove(message.uid()).onTarget(Outcome.ALREADY_THERE, OptionalLong.of(entry.uid()));
    }
}

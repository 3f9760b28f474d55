package org.mailferry.mailsync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Messages that a user deleted on the written side before the other one counted its UIDs anew: each is kept away once, so that a twin is not. */
final class Buried {
    private final PassContext context;
    private final long folderId;
    private final Map<String, List<Tombstone>> byContent = new HashMap<>();
    private final List<Tombstone> taken = new ArrayList<>();
    private final List<MessageRecord> lines = new ArrayList<>();

    private Buried(PassContext context, long folderId) {
        this.context = context;
        this.folderId = folderId;
    }

    static Buried alike(PassContext context, long folderId, Collection<MessageRecord> wanted) {
        Buried buried = new Buried(context, folderId);
        if (wanted.isEmpty()) {
            return buried;
        }
        context.ledger().tombstones(folderId, Side.TARGET, wanted.stream().map(MessageRecord::sha256).collect(Collectors.toSet()))
            .forEach(stone -> buried.byContent.computeIfAbsent(stone.sha256(), digest -> new ArrayList<>()).add(stone));
        return buried;
    }

    boolean hasContentOf(MessageRecord wanted) {
        return !byContent.getOrDefault(wanted.sha256(), List.of()).isEmpty();
    }

    /** @param anyDate its content is enough. @return whether it was deleted; then it has its line */
    boolean takes(MessageRecord wanted, boolean anyDate) {
        List<Tombstone> alike = byContent.getOrDefault(wanted.sha256(), List.of());
        for (Tombstone stone : alike) {
            if (anyDate || stone.date().sameInstantAs(wanted.date())) {
                alike.remove(stone);
                taken.add(stone);
                lines.add(context.pass().kind() == Pass.BACK ? wanted.onTarget(Outcome.ALREADY_THERE, OptionalLong.empty()) : wanted.gone());
                return true;
            }
        }
        return false;
    }

    /** Records what was taken. */
    List<MessageRecord> settle() {
        if (!taken.isEmpty()) {
            context.ledger().settleTombstones(context.lease(), folderId, lines, taken);
        }
        return lines;
    }
}

package org.mailferry.mailsync;

import java.util.List;

/** Keeps up to date what the ledger knows of the target: which of its messages are none of ours. Window by window, each recorded. */
final class TargetScan {
    private static final int WINDOW = 2_000;

    private final PassContext context;
    private final OpenedFolder target;
    private FolderRecord folder;

    TargetScan(PassContext context, OpenedFolder target, FolderRecord folder) {
        this.context = context;
        this.target = target;
        this.folder = folder;
    }

    FolderRecord folder() {
        return folder;
    }

    /** As far as the target was at its opening. @return false when time ran out */
    boolean run() {
        if (target.status().uidNext() <= folder.targetUidNext()) {
            return true;
        }
        if (target.status().messages() > 0 && !runAsOfNow()) {
            return false;
        }
        folder = folder.seenTarget(Math.max(folder.targetUidNext(), target.status().uidNext()), folder.targetForeign());
        return true;
    }

    /** As far as the target is now. @return false when time ran out */
    boolean runAsOfNow() {
        for (Uids window : target.uidsFrom(folder.targetUidNext()).windows(WINDOW)) {
            if (!context.mayGoOn()) {
                return false;
            }
            Uids others = window.without(context.ledger().targetUids(folder.id(), window.first(), window.last()));
            List<ForeignMessage> found = others.isEmpty() ? List.of() : target.entries(others.toList()).stream().map(ForeignMessage::unread).toList();
            folder = folder.seenTarget(window.last() + 1, folder.targetForeign() + found.size());
            context.ledger().addForeign(context.lease(), folder, found);
            context.tally().step();
        }
        return true;
    }
}

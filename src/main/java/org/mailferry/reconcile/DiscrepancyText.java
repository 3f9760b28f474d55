package org.mailferry.reconcile;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.mailferry.kernel.MailboxId;
import org.mailferry.reconcile.Discrepancy.Kind;

/** The differences of a mailbox in words, grouped by kind, short enough for a task's form. */
final class DiscrepancyText {
    /** In all. */
    private static final int SHOWN = 20;
    /** A process variable holds 4,000 characters. */
    private static final int LONGEST = 3_900;
    private static final int LINE = 160;

    private final MailboxId mailbox;
    private final Map<Kind, Long> counts;
    private final BiFunction<Kind, Integer, List<Discrepancy>> first;

    /** @param first gives the first differences of a kind, so many at most */
    DiscrepancyText(MailboxId mailbox, Map<Kind, Long> counts, BiFunction<Kind, Integer, List<Discrepancy>> first) {
        this.mailbox = mailbox;
        this.counts = counts;
        this.first = first;
    }

    /** Empty when there are none. */
    String text() {
        if (counts.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(counts.entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey()).collect(Collectors.joining(", ")));
        // Each kind has its share, so that a thousand flags do not hide one missing message.
        int share = Math.max(1, SHOWN / counts.size());
        long shown = 0;
        for (Kind kind : counts.keySet()) {
            for (Discrepancy found : first.apply(kind, share)) {
                text.append('\n').append(line(found));
                shown++;
            }
        }
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        String rest = all > shown ? "\n… and " + (all - shown) + " more; all of them: /report/" + mailbox.plan() + "/differences/" + mailbox.address() : "";
        return text.length() + rest.length() <= LONGEST ? text + rest : text.substring(0, LONGEST - rest.length()) + "…" + rest;
    }

    private String line(Discrepancy found) {
        String line = found.folder() + (found.sourceUid() == 0 ? "" : ", UID " + found.sourceUid()) + (found.targetUid() == 0 ? "" : " (target " + found.targetUid() + ")")
            + ": " + found.kind() + (found.kind().acceptedAlone() ? " [" + found.code(mailbox) + "]" : "") + ", " + found.message();
        return line.length() <= LINE ? line : line.substring(0, LINE - 1) + "…";
    }
}

package org.mailferry.cli.sync;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import org.mailferry.mailsync.Counterpart;
import org.mailferry.reconcile.ComparedFolder;
import org.mailferry.reconcile.ComparisonWatch;
import org.mailferry.reconcile.Discrepancy;
import org.mailferry.reconcile.Discrepancy.Kind;

/** Prints differences as they are found, and counts them. */
abstract class DifferenceReport implements ComparisonWatch {
    private final PrintWriter out;
    private final boolean allowExtra;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private long folders;
    private long sourceMessages;
    private long targetMessages;

    DifferenceReport(PrintWriter out, boolean allowExtra) {
        this.out = out;
        this.allowExtra = allowExtra;
    }

    @Override public final void found(Discrepancy difference) {
        boolean extra = difference.kind() == Kind.EXTRA || difference.kind() == Kind.FOLDER_EXTRA;
        if (!(extra && allowExtra)) {
            counts.merge(difference.kind(), 1L, Long::sum);
            difference(difference);
        }
    }

    @Override public final void compared(Counterpart folder, ComparedFolder result) {
        folders++;
        sourceMessages += result.sourceMessages();
        targetMessages += result.targetMessages();
        folder(folder, result);
    }

    /** Something was compared, and nothing differs. */
    final boolean same() {
        return counts.isEmpty() && folders > 0;
    }

    final Map<Kind, Long> counts() {
        return counts;
    }

    final long folders() {
        return folders;
    }

    final long sourceMessages() {
        return sourceMessages;
    }

    final long targetMessages() {
        return targetMessages;
    }

    final void print(String line) {
        out.println(line);
        out.flush();
    }

    abstract void difference(Discrepancy difference);

    abstract void folder(Counterpart folder, ComparedFolder result);

    /** After the last folder. */
    abstract void end();
}

package org.mailferry.cli.sync;

/**
 * A folder at the end of a run.
 *
 * @param target where its messages went; empty for a folder that was left out
 * @param state {@code copied}, {@code left out}, {@code refused} or {@code not reached}
 * @param messages what the source holds, as far as it was looked at
 * @param now what this run did
 * @param note why it has another name, or why it was refused; empty otherwise
 */
record FolderReport(String source, String target, String state, long messages, Counts now, String note) {
    /** Messages that were on the target before this run, found now or known from an earlier one. */
    long before() {
        return state.equals("copied") ? Math.max(now.alreadyThere(), messages - now.copied() - now.refused() - now.leftOut()) : 0;
    }
}

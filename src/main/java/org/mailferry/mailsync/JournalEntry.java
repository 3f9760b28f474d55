package org.mailferry.mailsync;

import java.time.Instant;

/**
 * What became of a message that both sides could change.
 *
 * @param sourceUid 0 where it has none, or where it is about more than one message
 * @param text one sentence for an auditor
 */
public record JournalEntry(Instant at, Kind kind, String folder, long sourceUid, long targetUid, String sha256, String text) {
    public enum Kind { MOVED, DELETED, KEPT, CONFLICT, REFUSED, STOPPED }

    public JournalEntry {
        text = text.length() <= 1000 ? text : text.substring(0, 999) + "…";
    }
}

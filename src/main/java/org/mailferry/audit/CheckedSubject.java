package org.mailferry.audit;

import java.time.Instant;

/**
 * What a check found about one of the many it asks about.
 *
 * @param checkId of the {@link CheckResult} that sums it up
 * @param subject for example a mailbox's address
 * @param question a digest of what was asked, so that an answer to another question does not count
 */
public record CheckedSubject(String checkId, String subject, String question, Verdict verdict, String text, Instant askedAt) {
    /** {@code UNKNOWN}: it could not be found out. {@code LATER}: there is nothing to ask yet; a later step asks. */
    public enum Verdict {
        GOOD, BAD, UNKNOWN, LATER;

        public boolean blocks() {
            return this == BAD || this == UNKNOWN;
        }
    }
}

package org.mailferry.calendarsync;

import java.time.Duration;

/**
 * Rules for a mailbox's calendars.
 *
 * @param authority whose version stays when both sides changed one item
 * @param maxAttachmentBytes files above this are left out of an item and named in its remarks
 * @param maxVanishedItems more deletions than this in one pass stop the mailbox
 * @param maxVanishedShare as {@code maxVanishedItems}, as a share of the calendar's items between 0 and 1; a calendar of fewer than 10 is measured by it only when all went at once
 * @param windowBehind how far back instances are compared
 * @param windowAhead how far ahead
 */
public record CalendarPolicy(Authority authority, long maxAttachmentBytes, int maxVanishedItems, double maxVanishedShare,
                             Duration windowBehind, Duration windowAhead) {
    /** The source until the mailbox is switched, the target after. */
    public enum Authority { SOURCE, TARGET }

    public static final CalendarPolicy CAREFUL = new CalendarPolicy(Authority.SOURCE, 10L << 20, 50, 0.2, Duration.ofDays(730), Duration.ofDays(730));

    public CalendarPolicy {
        if (maxAttachmentBytes < 0 || maxVanishedItems < 1 || maxVanishedShare <= 0 || maxVanishedShare > 1
            || windowBehind.isNegative() || windowAhead.isNegative()) {
            throw new IllegalArgumentException("A calendar policy needs sizes of at least 0, a share above 0 and at most 1, and windows that are not negative");
        }
    }

    public CalendarPolicy withAuthority(Authority other) {
        return new CalendarPolicy(other, maxAttachmentBytes, maxVanishedItems, maxVanishedShare, windowBehind, windowAhead);
    }
}

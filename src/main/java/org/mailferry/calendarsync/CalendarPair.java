package org.mailferry.calendarsync;

import java.util.Optional;
import org.mailferry.kernel.MailboxId;

/**
 * Two calendars that are kept the same.
 *
 * @param id 0 until it is stored
 * @param sourceToken asks the source for what happened since everything before was worked off; absent: ask for everything
 */
public record CalendarPair(long id, MailboxId mailbox, String name, String sourceId, String targetId, Optional<String> sourceToken,
                           Optional<String> targetToken) {
    public String calendar(CalendarSide side) {
        return side == CalendarSide.SOURCE ? sourceId : targetId;
    }

    public Optional<String> token(CalendarSide side) {
        return side == CalendarSide.SOURCE ? sourceToken : targetToken;
    }
}

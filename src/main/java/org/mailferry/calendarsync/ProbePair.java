package org.mailferry.calendarsync;

import org.mailferry.kernel.EmailAddress;

/**
 * Two mailboxes of the target that belong to nobody: meetings are written into one, and the other would be told about them.
 *
 * @param probe organises the meetings; its calendars are written to
 * @param decoy is invited, and only looked at
 */
public record ProbePair(CalendarAccount probe, CalendarAccount decoy) {
    public ProbePair {
        if (probe.mailbox().equals(decoy.mailbox())) {
            throw new IllegalArgumentException("The probe and the decoy must be two mailboxes: nobody is invited to a meeting of his own, " + probe.mailbox());
        }
    }

    EmailAddress organiser() {
        return probe.mailbox();
    }

    EmailAddress invited() {
        return decoy.mailbox();
    }
}

package org.mailferry.calendarsync;

/** Opens the calendars of mailboxes on one kind of server. */
public interface CalendarStores {
    /**
     * Finds the mailbox's calendars, which may take a few calls; keep the store for a slice, not for ever.
     *
     * @throws org.mailferry.kernel.MigrationException as in {@link CalendarReader}
     */
    CalendarStore open(CalendarAccount account);
}

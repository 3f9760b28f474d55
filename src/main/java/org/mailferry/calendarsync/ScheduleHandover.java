package org.mailferry.calendarsync;

/** A store that can give items' scheduling back to its server. Only some servers do that without telling people; see {@link SilenceProbe#handOver}. */
public interface ScheduleHandover {
    /**
     * Stores the item in place of that version, and of no other, and asks the server to tell nobody of it. Not repeated by itself; after a
     * lost answer it is {@link WriteResult.ChangedMeanwhile}.
     *
     * @throws org.mailferry.kernel.MigrationException as in {@link CalendarReader}
     */
    WriteResult handOver(CalendarCollection calendar, ItemVersion version, ServedItem item);
}

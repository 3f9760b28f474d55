package org.mailferry.calendarsync.process;

import java.util.Optional;
import java.util.function.Function;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.calendarsync.HostedCalendarJob;
import org.mailferry.calendarsync.HostedCalendars;
import org.mailferry.remote.RemoteHost;

/** Scripts of a target's host whose runs a test answers. */
record HostedCalendarsForTests(Function<HostedCalendarJob, CalendarSliceResult> runs, Optional<String> found) implements HostedCalendars {
    HostedCalendarsForTests(Function<HostedCalendarJob, CalendarSliceResult> runs) {
        this(runs, Optional.empty());
    }

    @Override public CalendarSliceResult slice(HostedCalendarJob job) {
        return runs.apply(job);
    }

    @Override public Optional<String> obstacle(RemoteHost host, String scripts) {
        return found.map(words -> words + " " + host + " " + scripts);
    }
}

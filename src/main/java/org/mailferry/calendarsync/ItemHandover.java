package org.mailferry.calendarsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Service;

/**
 * Gives the scheduling of a mailbox's meetings back to the target, once everybody in them works there. What is over keeps the mark, for
 * nobody is told of it any more; so do meetings with somebody of the organisation who has not moved.
 */
@Service
public final class ItemHandover {
    private static final int BATCH = 100;

    private final CalendarStores stores;
    private final Clock clock;

    public ItemHandover(CalendarStores stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /**
     * @param done the whole mailbox was gone through
     * @param cursor goes on from here in the next slice; empty when done
     * @param handedOver meetings whose mark was removed
     * @param left meetings with somebody who has not moved
     * @param problems meetings that could not be handed over, a line each
     */
    public record Result(boolean done, String cursor, long handedOver, long left, List<String> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Goes on after the cursor until the time is up. Safe to repeat: what is handed over is not marked any more.
     *
     * @param cursor of the result before, empty at first
     * @param moved tells for anybody whether he is no reason to wait: he works on the target, or outside the organisation
     * @throws MigrationException {@code PERMANENT} when this kind of target has no scheduling that could be handed over
     */
    public Result slice(CalendarAccount account, String cursor, Predicate<EmailAddress> moved, Duration length) {
        CalendarStore store = stores.open(account);
        if (!(store instanceof ScheduleHandover handover)) {
            throw MigrationException.permanent("Scheduling is handed over only to CalDAV servers");
        }
        Slice slice = new Slice(store, handover, moved, clock.instant().plus(length));
        for (CalendarCollection calendar : store.calendars()) {
            List<String> ids = store.changes(calendar, Optional.empty()).changed().stream().map(ItemVersion::id).filter(id -> id.compareTo(cursor) > 0).toList();
            slice.pending.addAll(ids.stream().map(id -> new Pending(calendar, id)).toList());
        }
        return slice.run(cursor);
    }

    private record Pending(CalendarCollection calendar, String id) {}

    private final class Slice {
        private final CalendarReader reader;
        private final ScheduleHandover handover;
        private final Predicate<EmailAddress> moved;
        private final Instant end;
        private final List<Pending> pending = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private long handedOver;
        private long left;

        Slice(CalendarReader reader, ScheduleHandover handover, Predicate<EmailAddress> moved, Instant end) {
            this.reader = reader;
            this.handover = handover;
            this.moved = moved;
            this.end = end;
        }

        /** In the order of ids over all calendars, so that one id says how far it came. At least one batch is done. */
        Result run(String cursor) {
            pending.sort((one, other) -> one.id().compareTo(other.id()));
            String last = cursor;
            for (int from = 0; from < pending.size();) {
                if (from > 0 && !clock.instant().isBefore(end)) {
                    return new Result(false, last, handedOver, left, problems);
                }
                CalendarCollection calendar = pending.get(from).calendar();
                int to = from;
                while (to < pending.size() && to - from < BATCH && pending.get(to).calendar().equals(calendar)) {
                    to++;
                }
                List<String> ids = pending.subList(from, to).stream().map(Pending::id).toList();
                reader.read(calendar, ids).items().forEach(item -> handOver(calendar, item));
                last = ids.get(ids.size() - 1);
                from = to;
            }
            return new Result(true, "", handedOver, left, problems);
        }

        private void handOver(CalendarCollection calendar, CalendarItem item) {
            Optional<ServedItem> served = LastDay.of(item.lines()).filter(day -> day.isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1))).isPresent() ? Optional.empty() : ServedItem.of(item);
            if (served.isEmpty()) {
                return;
            }
            if (!ServedItem.people(item.lines()).stream().allMatch(moved)) {
                left++;
                return;
            }
            WriteResult result = handover.handOver(calendar, item.version(), served.get());
            if (result instanceof WriteResult.Written) {
                handedOver++;
            } else if (!(result instanceof WriteResult.Gone)) {
                problems.add(item.uid() + ": " + result);
            }
        }
    }
}

package org.mailferry.calendarsync;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailferry.calendarsync.ProbeMeeting.Stage;
import org.springframework.stereotype.Service;

/**
 * Writes meetings with a decoy into a calendar of the target exactly as a copy writes, changes, cancels and deletes them. A server that
 * tells people delivers to the decoy's calendars, which are looked at here, or to its inbox, which others look at.
 */
@Service
public final class SilenceProbe {
    private static final NewCalendar CALENDAR = NewCalendar.ofEvents("mailferry-silence", "Mailferry silence probe");

    private final CalendarStores stores;
    private final Clock clock;

    public SilenceProbe(CalendarStores stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /**
     * Safe to repeat: what an interrupted round left behind is deleted first.
     *
     * @param probeId names the round in the UIDs of its meetings
     * @throws org.mailferry.kernel.MigrationException as in {@link CalendarReader}
     */
    public ProbeRound write(ProbePair pair, String probeId) {
        CalendarStore decoy = stores.open(pair.decoy());
        CalendarStore store = stores.open(pair.probe());
        Round round = new Round(store, store.create(CALENDAR), pair, probeId, clock.instant());
        round.clear();
        for (ProbeMeeting meeting : ProbeMeeting.values()) {
            round.pass(meeting);
        }
        List<String> heard = invitations(decoy, probeId);
        round.clear();
        return new ProbeRound(heard, round.problems);
    }

    /**
     * Hands meetings with the decoy over to the server, as {@link ItemHandover} does: whoever hears of it shows that users would hear of
     * theirs. The meetings stay in the probe's calendar, because deleting what a server schedules tells people.
     */
    public ProbeRound handOver(ProbePair pair, String probeId) {
        CalendarStore decoy = stores.open(pair.decoy());
        CalendarStore store = stores.open(pair.probe());
        if (!(store instanceof ScheduleHandover handover)) {
            return new ProbeRound(List.of(), List.of("this target has no scheduling that could be handed over"));
        }
        Round round = new Round(store, store.create(CALENDAR), pair, probeId, clock.instant());
        round.clear();
        for (ProbeMeeting meeting : ProbeMeeting.values()) {
            round.handOver(meeting, handover);
        }
        return new ProbeRound(invitations(decoy, probeId), round.problems);
    }

    /** What the decoy's calendars hold of that round, which servers may put there after they have answered. */
    public List<String> invitations(ProbePair pair, String probeId) {
        return invitations(stores.open(pair.decoy()), probeId);
    }

    private static List<String> invitations(CalendarReader decoy, String probeId) {
        List<String> found = new ArrayList<>();
        for (CalendarCollection calendar : decoy.calendars()) {
            for (ProbeMeeting meeting : ProbeMeeting.values()) {
                decoy.withUid(calendar, meeting.uid(probeId)).stream().findFirst()
                    .ifPresent(item -> found.add("the decoy's calendar '" + calendar.name() + "' was given the meeting " + item.uid()));
            }
        }
        return found;
    }

    private static final class Round {
        private final CalendarStore store;
        private final CalendarCollection calendar;
        private final ProbePair pair;
        private final String probeId;
        private final Instant now;
        private final List<String> problems = new ArrayList<>();

        Round(CalendarStore store, CalendarCollection calendar, ProbePair pair, String probeId, Instant now) {
            this.store = store;
            this.calendar = calendar;
            this.pair = pair;
            this.probeId = probeId;
            this.now = now;
        }

        /** Stops at the first write that was not done, because what follows would prove nothing more. */
        void pass(ProbeMeeting meeting) {
            Optional<ItemVersion> version = Optional.empty();
            for (Stage stage : Stage.values()) {
                SilentItem item = meeting.silent(pair, probeId, stage, now);
                WriteResult result = version.map(before -> store.replace(calendar, before, item)).orElseGet(() -> store.create(calendar, item));
                if (!(result instanceof WriteResult.Written written)) {
                    problems.add("the meeting " + item.uid() + " was not " + stage.name().toLowerCase(Locale.ROOT) + ": " + result);
                    return;
                }
                version = Optional.of(written.version());
            }
        }

        void handOver(ProbeMeeting meeting, ScheduleHandover handover) {
            SilentItem item = meeting.silent(pair, probeId, Stage.WRITTEN, now);
            WriteResult result = store.create(calendar, item);
            for (CalendarItem stored : result instanceof WriteResult.Written ? store.withUid(calendar, item.uid()) : List.<CalendarItem>of()) {
                result = ServedItem.of(stored).map(served -> handover.handOver(calendar, stored.version(), served)).orElse(new WriteResult.Gone());
            }
            if (!(result instanceof WriteResult.Written)) {
                problems.add("the meeting " + item.uid() + " was not handed over: " + result);
            }
        }

        /**
         * Deletes the meetings of this round and of any before, as a rollback would. What is left of a round that the server told people
         * of cannot be deleted without telling them again; it is that round's finding.
         */
        void clear() {
            List<String> ids = store.changes(calendar, Optional.empty()).changed().stream().map(ItemVersion::id).toList();
            store.read(calendar, ids).items().stream().filter(item -> item.uid().startsWith(ProbeMeeting.PREFIX)).forEach(item -> {
                WriteResult result = store.delete(calendar, item.version());
                if (!(result instanceof WriteResult.Gone) && item.uid().startsWith(ProbeMeeting.PREFIX + probeId)) {
                    problems.add("the meeting " + item.uid() + " was not deleted and stays in '" + calendar.name() + "': " + result);
                }
            });
        }
    }
}

package org.mailferry.calendarsync.exchange;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailferry.calendarsync.ContentLine;

/** VALARM: Exchange has at most one, and renders some at a day in 1976 or against the end. */
final class Reminders {
    private Reminders() {}

    static Block applied(Block event, Optional<Duration> reminder) {
        if (reminder.isEmpty()) {
            return event.withoutBlocks("VALARM");
        }
        List<Block> alarms = event.inner("VALARM").toList();
        String trigger = trigger(reminder.get());
        if (alarms.size() == 1 && alarms.get(0).first("TRIGGER").filter(line -> saysSame(line, reminder.get())).isPresent()
            && alarms.get(0).first("ACTION").isPresent()) {
            return event;
        }
        // A text may be a reader's own, so the first alarm stays what it was but for its time.
        Block alarm = alarms.isEmpty() ? Block.of("VALARM") : alarms.get(0).without("DURATION").without("REPEAT");
        Block action = alarm.first("ACTION").isPresent() ? alarm : alarm.withValue("ACTION", "DISPLAY");
        Block described = action.first("DESCRIPTION").isPresent() ? action : action.withText("DESCRIPTION", "Reminder");
        return event.withoutBlocks("VALARM").withBlock(described.with(ContentLine.of("TRIGGER:" + trigger)));
    }

    private static boolean saysSame(ContentLine line, Duration reminder) {
        boolean plain = line.parameter("RELATED").stream().noneMatch("END"::equalsIgnoreCase) && line.parameter("VALUE").stream().allMatch("DURATION"::equalsIgnoreCase);
        try {
            return plain && Duration.parse(line.value().strip()).equals(reminder.negated());
        } catch (DateTimeException another) {
            return false;
        }
    }

    private static String trigger(Duration before) {
        return before.isNegative() ? before.negated().toString() : before.isZero() ? "PT0S" : "-PT" + before.toMinutes() + "M";
    }
}

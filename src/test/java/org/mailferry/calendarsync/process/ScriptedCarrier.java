package org.mailferry.calendarsync.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailferry.calendarsync.CalendarCarrier;
import org.mailferry.calendarsync.CalendarJob;
import org.mailferry.calendarsync.CalendarPass;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.kernel.MigrationException;

/** Answers what the test says, call by call; the last answer stays. */
final class ScriptedCarrier implements CalendarCarrier {
    /** Mailbox, pass and whose version wins, of each call. */
    final List<String> calls = new ArrayList<>();
    private final Deque<Supplier<CalendarSliceResult>> answers = new ArrayDeque<>();

    static CalendarSliceResult result(boolean caughtUp, long created, long refused) {
        return new CalendarSliceResult(caughtUp, created, 0, 0, 0, refused, 0, Optional.empty(), Optional.empty());
    }

    ScriptedCarrier answers(CalendarSliceResult result) {
        answers.add(() -> result);
        return this;
    }

    ScriptedCarrier stopsBecause(String refusal) {
        return answers(new CalendarSliceResult(false, 0, 0, 0, 0, 0, 0, Optional.of(refusal), Optional.empty()));
    }

    ScriptedCarrier asksFor(Duration pause) {
        return answers(new CalendarSliceResult(false, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.of(pause)));
    }

    ScriptedCarrier fails(MigrationException failure) {
        answers.add(() -> {
            throw failure;
        });
        return this;
    }

    @Override public CalendarSliceResult slice(CalendarJob job, CalendarPass pass, Duration length) {
        calls.add(job.mailbox().text() + " " + pass + " " + job.policy().authority());
        return (answers.size() > 1 ? answers.remove() : answers.element()).get();
    }
}

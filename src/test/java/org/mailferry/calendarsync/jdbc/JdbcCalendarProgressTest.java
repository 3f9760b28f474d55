package org.mailferry.calendarsync.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarProgress;
import org.mailferry.calendarsync.CalendarProgress.Standing;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.calendarsync.CalendarTurns;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.PlanName;

class JdbcCalendarProgressTest {
    private static final PlanName PLAN = new PlanName("spring");
    private static final MailboxId ANNA = MailboxId.parse("spring/anna@corp.test");
    private static final MailboxId BORIS = MailboxId.parse("spring/boris@corp.test");
    private static final MailboxId ELSEWHERE = MailboxId.parse("autumn/anna@corp.test");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(15));

    private final TestDatabase database = newDatabase();
    private final CalendarProgress progress = new JdbcCalendarProgress(database.jdbc());
    private final CalendarTurns turns = new JdbcCalendarTurns(database.jdbc());

    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }

    @Test void aTurnIsTakenOnceUntilItIsDueAgain() {
        assertThat(turns.take(ANNA, NOW, LATER)).isTrue();
        assertThat(turns.take(ANNA, NOW, LATER)).as("somebody has it").isFalse();
        assertThat(turns.take(BORIS, NOW, LATER)).as("each has its own").isTrue();
        assertThat(turns.take(ELSEWHERE, NOW, NOW)).isTrue();
        assertThat(turns.of(PLAN)).isEqualTo(Map.of(ANNA, LATER, BORIS, LATER));
        assertThat(turns.take(ANNA, LATER, LATER.plusSeconds(60))).isTrue();
        assertThat(turns.take(ANNA, LATER, LATER.plusSeconds(60))).isFalse();
    }

    @Test void slicesAddUpAndRefusalsAreThoseOfTheLastPass() {
        progress.record(ANNA, new CalendarSliceResult(false, 500, 0, 0, 0, 2, 0, Optional.empty(), Optional.empty()), NOW);
        progress.record(ANNA, new CalendarSliceResult(true, 12, 1, 0, 0, 1, 0, Optional.empty(), Optional.empty()), LATER);
        assertThat(progress.of(PLAN)).containsExactly(new Standing(ANNA, 512, 1, 0, 3, 0, Optional.of(LATER), Optional.empty()));
        progress.record(ANNA, new CalendarSliceResult(true, 0, 2, 1, 509, 1, 1, Optional.empty(), Optional.empty()), LATER);
        assertThat(progress.of(PLAN)).containsExactly(new Standing(ANNA, 512, 3, 1, 1, 1, Optional.of(LATER), Optional.empty()));
    }

    @Test void aProblemStandsUntilItGoesOn() {
        progress.failed(BORIS, "401 from the source " + "x".repeat(3_000), NOW);
        assertThat(progress.of(PLAN)).singleElement().satisfies(standing -> {
            assertThat(standing.problem().orElseThrow()).startsWith("401 from the source").hasSize(2_000);
            assertThat(standing.caughtUpAt()).isEmpty();
        });
        progress.record(BORIS, new CalendarSliceResult(false, 0, 0, 0, 0, 0, 0, Optional.of("60 of 80 would vanish"), Optional.empty()), NOW);
        assertThat(progress.of(PLAN).get(0).problem()).hasValue("60 of 80 would vanish");
        progress.record(BORIS, new CalendarSliceResult(false, 3, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty()), LATER);
        assertThat(progress.of(PLAN).get(0).problem()).isEmpty();
    }
}

package org.mailferry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarDifference;
import org.mailferry.calendarsync.CalendarDifference.Kind;
import org.mailferry.calendarsync.CalendarFinding;
import org.mailferry.calendarsync.CalendarLease;
import org.mailferry.calendarsync.CalendarLedger;
import org.mailferry.calendarsync.CalendarPair;
import org.mailferry.calendarsync.CalendarSide;
import org.mailferry.calendarsync.CalendarVerifyRun;
import org.mailferry.calendarsync.ComparedCalendars;
import org.mailferry.calendarsync.ComparedMailbox;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;

/** What the report says of one mailbox's calendars, and all of it as CSV. */
class ComparedEventsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final MailboxId ANNA = MailboxId.parse("demo/anna@corp.test");

    private final TestDatabase database = TestDatabase.h2();
    private final ComparedCalendars compared = CalendarMemoryForTests.compared(database);
    private final CalendarLedger ledger = CalendarMemoryForTests.ledger(database, Clock.fixed(NOW, ZoneOffset.UTC));
    private final ComparedEvents events = new ComparedEvents(compared, ledger);

    private CalendarPair pair(CalendarFinding.Kind kind, String reason) {
        CalendarLease lease = ledger.acquire(ANNA, Duration.ofMinutes(1));
        CalendarPair pair = ledger.save(lease, new CalendarPair(0, ANNA, "Calendar", "s", "t", Optional.empty(), Optional.empty()));
        ComparedMailbox.find(ledger, lease, new CalendarFinding(pair.id(), CalendarSide.SOURCE, "AAMk", "u9", "Review, 2026-03-02", kind, reason));
        return pair;
    }

    private CalendarVerifyRun begin() {
        return compared.begin(ANNA, NOW, NOW.minus(Duration.ofDays(730)), NOW.plus(Duration.ofDays(730)));
    }

    private String csv() {
        StringWriter csv = new StringWriter();
        events.write(ANNA, new PrintWriter(csv));
        return csv.toString();
    }

    @Test void nothingIsSaidWhereNobodyLooked() {
        assertThat(events.of(ANNA)).isEmpty();
        assertThat(csv()).isEqualTo("kind,calendar,event,UID,occurrence,what,source,target,code\r\n");
    }

    @Test void theLastComparisonIsSaidInWords() {
        CalendarPair pair = pair(CalendarFinding.Kind.REMARK, "a file was left out");
        assertThat(events.of(ANNA).orElseThrow().verified()).isEqualTo("not yet");
        CalendarVerifyRun run = begin();
        assertThat(events.of(ANNA).orElseThrow().verified()).isEqualTo("being compared");
        compared.examined(ANNA, pair.id(), List.of(), List.of(new CalendarDifference("Calendar", Kind.CHANGED, "u1", "one", "2026", "title", "a", "b")));
        compared.finish(run, NOW);
        assertThat(events.of(ANNA).orElseThrow().verified()).isEqualTo("1 difference (0 events, 0 occurrences)");
        compared.acceptTogether(ANNA, run.number(), "olga", "known", NOW);
        Report.CalendarReport report = events.of(ANNA).orElseThrow();
        assertThat(report.verified()).isEqualTo("identical (0 events, 0 occurrences), 1 difference accepted by name");
        assertThat(report.window()).isEqualTo("2024-03-01 to 2028-02-29");
        assertThat(report.differences()).isEmpty();
        assertThat(report.allFindings()).isEqualTo(1);
    }

    @Test void everythingIsInTheCsvAndComputesNothing() {
        CalendarPair pair = pair(CalendarFinding.Kind.NOT_CARRIED, "=HYPERLINK(\"x\")");
        begin();
        CalendarDifference lost = new CalendarDifference("Calendar", Kind.MISSING, "u1", "one", "2026-03-02", "occurrence", "=1+1", "");
        compared.examined(ANNA, pair.id(), List.of(), List.of(lost));
        assertThat(csv()).isEqualTo("kind,calendar,event,UID,occurrence,what,source,target,code\r\n"
            + "\"MISSING\",\"Calendar\",\"one\",\"u1\",\"2026-03-02\",\"occurrence\",\"'=1+1\",\"\",\"" + lost.code(ANNA) + "\"\r\n"
            + "\"NOT_CARRIED\",\"\",\"Review, 2026-03-02\",\"u9\",\"\",\"'=HYPERLINK(\"\"x\"\")\",\"source\",\"\",\"\"\r\n");
        compared.examined(ANNA, pair.id(), List.of(), IntStream.range(0, 1_200)
            .mapToObj(i -> new CalendarDifference("Calendar", Kind.CHANGED, "c" + i, "", "", "title", "a", "b")).toList());
        assertThat(csv().lines()).hasSize(1_203).doesNotHaveDuplicates();
        assertThat(events.of(ANNA).orElseThrow().differences()).hasSize(50);
    }
}

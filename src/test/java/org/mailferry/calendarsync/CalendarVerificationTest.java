package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.calendarsync.CalendarBench.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarDifference.Kind;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.SecretReference;

/** Both sides as they stand after a copy, and then with one thing that went wrong. */
class CalendarVerificationTest {
    private static final MailboxId MAILBOX = MailboxId.parse("plan/anna@corp.test");
    private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");

    private final TestDatabase database = TestDatabase.h2();
    private final Ticking clock = new Ticking();
    private final CalendarLedger ledger = CalendarMemoryForTests.ledger(database, clock);
    private final ComparedCalendars compared = CalendarMemoryForTests.compared(database);
    private final MemoryCalendarStore source = new MemoryCalendarStore("S");
    private final MemoryCalendarStore target = new MemoryCalendarStore("T");
    private final CalendarStores stores = account -> account.login().equals("source") ? source : target;
    private final CalendarVerification verification = new CalendarVerification(stores, ledger, compared, ItemConversions.expansion(), clock);
    private final CalendarJob job = new CalendarJob(MAILBOX, account("source"), account("target"), CalendarPolicy.CAREFUL);

    /** Stands still, unless each look is to take a while. */
    private static final class Ticking extends Clock {
        private Instant now = NOW;
        private Duration tick = Duration.ZERO;

        @Override public Instant instant() {
            now = now.plus(tick);
            return now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static CalendarAccount account(String login) {
        return new CalendarAccount(EmailAddress.parse("anna@corp.test"), CalendarAccount.Protocol.CALDAV, Optional.empty(), CalendarAccount.Scheme.BASIC, login,
            SecretReference.parse("env:NONE"));
    }

    @BeforeEach void copied() {
        source.calendar("c", "Calendar");
        source.put("c", "1", event("u1", "one"));
        source.put("c", "2", event("u2", "two", "RRULE:FREQ=DAILY;COUNT=4"));
        source.put("c", "3", event("u3", "about something", "CLASS:PRIVATE"));
        assertThat(new CalendarSync(stores, ledger, clock).slice(job, CalendarPass.COPY, Duration.ofSeconds(30)).caughtUp()).isTrue();
    }

    private String targetCalendar() {
        return target.calendars.keySet().iterator().next();
    }

    private CalendarVerifyResult verify(CalendarPass pass) {
        CalendarVerifyResult result = verification.slice(job, pass, Duration.ofSeconds(30));
        assertThat(result.toEnd()).isTrue();
        return result;
    }

    @Test void tenAreNamedAndTheRestCounted() {
        for (int i = 0; i < 12; i++) {
            source.put("c", "more" + i, event("more" + i, "x".repeat(2_000)));
        }
        assertThat(verify(CalendarPass.COPY).summary()).startsWith("12 missing on the target\n").endsWith("\n… and 2 more").hasLineCount(12)
            .as("fits a variable of the process").hasSizeLessThan(4_000);
    }

    private CalendarDifference only() {
        List<CalendarDifference> open = compared.open(MAILBOX, 0, 10);
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    @Test void aCopyIsTheSame() {
        assertThat(verify(CalendarPass.TWO_WAY).identical()).isTrue();
        CalendarVerifyRun run = compared.last(MAILBOX).orElseThrow();
        assertThat(run.events()).isEqualTo(3);
        assertThat(run.occurrences()).isEqualTo(6);
        assertThat(run.finishedAt()).contains(NOW);
        assertThat(run.from()).isEqualTo(NOW.minus(Duration.ofDays(730)));
        assertThat(run.to()).isEqualTo(NOW.plus(Duration.ofDays(730)));
    }

    @Test void nothingIsWritten() {
        source.calls.clear();
        target.calls.clear();
        verify(CalendarPass.TWO_WAY);
        assertThat(source.calls).containsOnly("calendars", "changes", "read");
        assertThat(target.calls).containsOnly("calendars", "changes", "read");
    }

    @Test void anItemThatIsNotThereIsMissing() {
        target.drop(targetCalendar(), "T/u2");
        CalendarVerifyResult result = verify(CalendarPass.COPY);
        assertThat(only()).isEqualTo(new CalendarDifference("Calendar", Kind.MISSING, "u2", "two", "2026-09-01T07:00:00Z", "the whole item, 4 occurrences in the window", "two", ""));
        assertThat(result.summary()).isEqualTo("1 missing on the target\n[" + only().code(MAILBOX) + "] Calendar 'Calendar', 'two' at 2026-09-01T07:00:00Z: "
            + "the whole item, 4 occurrences in the window is missing on the target: two");
    }

    @Test void anItemOutsideTheWindowIsMissedToo() {
        source.put("c", "old", ContentLines.parse(event("old", "long ago").text().replace("20260901", "20010901")));
        verify(CalendarPass.COPY);
        assertThat(only().kind()).isEqualTo(Kind.MISSING);
        assertThat(only().what()).isEqualTo("the whole item, 0 occurrences in the window");
    }

    @Test void aFieldThatDiffersIsNamedWithBothValues() {
        target.put(targetCalendar(), "T/u1", event("u1", "another"));
        assertThat(verify(CalendarPass.COPY).summary()).startsWith("1 with another value" + "\n");
        assertThat(only()).isEqualTo(new CalendarDifference("Calendar", Kind.CHANGED, "u1", "one", "2026-09-01T07:00:00Z", "title", "one", "another"));
    }

    @Test void whatAPrivateEventIsAboutIsNotShown() {
        target.put(targetCalendar(), "T/u3", event("u3", "about something else", "CLASS:PRIVATE"));
        verify(CalendarPass.COPY);
        assertThat(only().what()).isEqualTo("title");
        assertThat(only().event()).startsWith("withheld");
        assertThat(only().source()).startsWith("withheld, the event is private").doesNotContain("something").isNotEqualTo(only().target());
    }

    @Test void anOccurrenceThatIsGoneIsMissing() {
        target.put(targetCalendar(), "T/u2", event("u2", "two", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20260903T070000Z"));
        verify(CalendarPass.COPY);
        assertThat(only()).isEqualTo(new CalendarDifference("Calendar", Kind.MISSING, "u2", "two", "2026-09-03T07:00:00Z", "occurrence", "two", ""));
    }

    @Test void whatOnlyTheTargetHasIsADifferenceInBothWaysOnly() {
        target.put(targetCalendar(), "own", event("u9", "new"));
        assertThat(verify(CalendarPass.COPY).identical()).isTrue();
        assertThat(verify(CalendarPass.TWO_WAY).summary()).startsWith("1 only on the target" + "\n");
    }

    @Test void aDoubleOnTheTargetIsADifferenceAlways() {
        target.put(targetCalendar(), "again", event("u1", "one"));
        assertThat(verify(CalendarPass.TWO_WAY).identical()).isFalse();
        assertThat(only().kind()).isEqualTo(Kind.EXTRA);
        assertThat(verify(CalendarPass.COPY).identical()).isFalse();
    }

    @Test void anItemThatCouldNotBeCarriedIsSaidWithItsReason() {
        target.refusing.add("u7");
        source.put("c", "7", event("u7", "seven"));
        new CalendarSync(stores, ledger, clock).slice(job, CalendarPass.COPY, Duration.ofSeconds(30));
        verify(CalendarPass.COPY);
        assertThat(only().kind()).isEqualTo(Kind.NOT_CARRIED);
        assertThat(only().what()).contains("it does not like it");
    }

    @Test void anItemOfAnotherUidOnTheTargetIsItsSourcesItem() {
        source.put("c", "twin", event("u1", "twin of one"));
        new CalendarSync(stores, ledger, clock).slice(job, CalendarPass.COPY, Duration.ofSeconds(30));
        assertThat(target.held(targetCalendar())).hasSize(4);
        assertThat(verify(CalendarPass.TWO_WAY).identical()).isTrue();
    }

    @Test void anItemThatNobodyGivesIsUnreadable() {
        target.unreadable.put("T/u1", "broken");
        verify(CalendarPass.COPY);
        assertThat(only().kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(only().what()).isEqualTo("broken");
        assertThat(only().uid()).isEqualTo("u1");
    }

    @Test void whatNobodyCanExpandIsComparedByItsText() {
        source.put("c", "8", event("u8", "eight", "RRULE:FREQ=SECONDLY"));
        new CalendarSync(stores, ledger, clock).slice(job, CalendarPass.COPY, Duration.ofSeconds(30));
        assertThat(verify(CalendarPass.COPY).identical()).isTrue();
        target.put(targetCalendar(), "T/u8", event("u8", "eight", "RRULE:FREQ=SECONDLY;COUNT=3"));
        verify(CalendarPass.COPY);
        assertThat(only().kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(only().what()).contains("more than 100 times a day");
    }

    @Test void aCalendarThatIsGoneIsMissingWhole() {
        target.calendars.clear();
        assertThat(verify(CalendarPass.COPY).summary()).startsWith("1 missing on the target" + "\n");
        assertThat(only().what()).isEqualTo("the whole calendar");
    }

    @Test void aCalendarThatNobodyCarriedIsMissingWhole() {
        source.calendar("d", "Second");
        verify(CalendarPass.COPY);
        assertThat(only().calendar()).isEqualTo("Second");
    }

    @Test void slicesGoOnWhereTheOneBeforeEnded() {
        for (int i = 0; i < 200; i++) {
            source.put("c", "more" + i, event("more" + i, "more " + i));
        }
        new CalendarSync(stores, ledger, clock).slice(job, CalendarPass.COPY, Duration.ofSeconds(30));
        target.put(targetCalendar(), "T/more7", event("more7", "another"));
        clock.tick = Duration.ofSeconds(4);
        int slices = 0;
        CalendarVerifyResult result;
        do {
            result = verification.slice(job, CalendarPass.COPY, Duration.ofSeconds(30));
            slices++;
        } while (!result.toEnd() && slices < 50);
        assertThat(slices).isBetween(2, 49);
        assertThat(only().uid()).isEqualTo("more7");
        assertThat(compared.last(MAILBOX).orElseThrow().number()).isEqualTo(1);
        assertThat(compared.last(MAILBOX).orElseThrow().events()).isEqualTo(203);
    }

    @Test void whatChangesOnBothSidesMeanwhileIsComparedAsItIsThen() {
        target.network = (call, before) -> {
            if (call.equals("T.read") && before) {
                target.network = (other, earlier) -> {};
                source.put("c", "1", event("u1", "changed"));
                target.put(targetCalendar(), "T/u1", event("u1", "changed"));
            }
        };
        assertThat(verify(CalendarPass.TWO_WAY).identical()).isTrue();
    }

    @Test void whatLooksDangerousIsAcceptedOneByOneAndTheRestTogether() {
        target.drop(targetCalendar(), "T/u2");
        target.put(targetCalendar(), "T/u1", event("u1", "another"));
        verify(CalendarPass.COPY);
        long run = compared.last(MAILBOX).orElseThrow().number();
        assertThat(compared.acceptTogether(MAILBOX, run - 1, "olga", "fine", NOW)).as("an older comparison was shown").isEmpty();
        assertThat(compared.acceptTogether(MAILBOX, run, "olga", "fine", NOW)).containsOnlyKeys(Kind.CHANGED);
        assertThat(verify(CalendarPass.COPY).summary()).as("it holds for the next comparison").startsWith("1 missing on the target" + "\n");
        assertThat(compared.acceptOne(MAILBOX, "0000000000", "olga", "why", NOW)).isEmpty();
        assertThat(compared.acceptOne(MAILBOX, only().code(MAILBOX), "olga", "deleted by its owner", NOW)).isPresent();
        assertThat(verify(CalendarPass.COPY).identical()).isTrue();
        assertThat(compared.acceptedCount(MAILBOX)).isEqualTo(2);
        target.put(targetCalendar(), "T/u1", event("u1", "yet another"));
        assertThat(verify(CalendarPass.COPY).summary()).as("it holds for that finding alone").startsWith("1 with another value" + "\n");
    }

    @Test void aServerThatAsksForAPauseGetsIt() {
        source.network = (call, before) -> {
            throw MigrationException.throttled(Duration.ofSeconds(90), "busy");
        };
        assertThat(verification.slice(job, CalendarPass.COPY, Duration.ofSeconds(30)).pause()).contains(Duration.ofSeconds(90));
        source.network = (call, before) -> {};
        assertThat(verify(CalendarPass.COPY).identical()).as("the lease was given back").isTrue();
    }
}

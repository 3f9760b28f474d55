package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarDifference.Kind;
import org.mailferry.kernel.MailboxId;

public abstract class ComparedCalendarsContract {
    private static final MailboxId ANNA = MailboxId.parse("plan/anna@corp.test");
    private static final MailboxId BORIS = MailboxId.parse("plan/boris@corp.test");
    private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");

    private long pair;

    protected abstract ComparedCalendars compared();

    protected abstract CalendarLedger ledger();

    @BeforeEach void paired() {
        pair = pair(ANNA);
    }

    private long pair(MailboxId mailbox) {
        CalendarLease lease = ledger().acquire(mailbox, Duration.ofMinutes(1));
        CalendarPair saved = ledger().save(lease, new CalendarPair(0, mailbox, "Calendar", "s", "t", Optional.empty(), Optional.empty()));
        ledger().release(lease);
        return saved.id();
    }

    private CalendarVerifyRun begin(MailboxId mailbox) {
        return compared().begin(mailbox, NOW, NOW.minusSeconds(60), NOW.plusSeconds(60));
    }

    private SeenItem seen(CalendarSide side, String id, String tag, boolean examined) {
        return new SeenItem(pair, side, new ItemVersion(id, tag), "uid-" + id, "d".repeat(64), 7, examined);
    }

    private static CalendarDifference difference(Kind kind, String uid) {
        return new CalendarDifference("Календарь", kind, uid, "Планёрка", "2026-09-01T00:00:00Z", "title", "что было", "что стало");
    }

    @Test void aRunIsRemembered() {
        assertThat(compared().last(ANNA)).isEmpty();
        CalendarVerifyRun run = begin(ANNA);
        assertThat(compared().last(ANNA)).contains(run);
        compared().saw(List.of(seen(CalendarSide.SOURCE, "1", "a", false), seen(CalendarSide.SOURCE, "2", "a", false), seen(CalendarSide.TARGET, "1", "a", false)));
        compared().finish(run, NOW.plusSeconds(5));
        assertThat(compared().last(ANNA)).contains(new CalendarVerifyRun(ANNA, 1, run.from(), run.to(), NOW, Optional.of(NOW.plusSeconds(5)), 2, 14));
        assertThat(begin(ANNA).number()).isEqualTo(2);
    }

    @Test void whatWasSeenIsReplacedForgottenAndExamined() {
        begin(ANNA);
        compared().saw(List.of(seen(CalendarSide.SOURCE, "1", "a", false), seen(CalendarSide.TARGET, "1", "a", false)));
        compared().saw(List.of(seen(CalendarSide.SOURCE, "1", "b", false)));
        assertThat(compared().seen(pair)).containsExactlyInAnyOrder(seen(CalendarSide.SOURCE, "1", "b", false), seen(CalendarSide.TARGET, "1", "a", false));
        compared().examined(ANNA, pair, List.of("uid-1"), List.of());
        assertThat(compared().seen(pair)).allMatch(SeenItem::examined);
        compared().forget(pair, CalendarSide.TARGET, List.of("1"));
        assertThat(compared().seen(pair)).containsExactly(seen(CalendarSide.SOURCE, "1", "b", true));
    }

    @Test void differencesAreOpenUntilTheyAreAccepted() {
        long run = begin(ANNA).number();
        pair(BORIS);
        long other = begin(BORIS).number();
        List<CalendarDifference> found = List.of(difference(Kind.CHANGED, "u1"), difference(Kind.MISSING, "u2"), difference(Kind.CHANGED, "u3"));
        compared().examined(ANNA, pair, List.of(), found);
        compared().examined(ANNA, pair, List.of(), found);
        compared().examined(BORIS, pair, List.of(), found.subList(0, 1));
        assertThat(compared().open(ANNA, 0, 10)).as("the worst first, each once").containsExactly(found.get(1), found.get(0), found.get(2));
        assertThat(compared().open(ANNA, 2, 10)).containsExactly(found.get(2));
        assertThat(compared().openCounts(ANNA)).containsEntry(Kind.MISSING, 1L).containsEntry(Kind.CHANGED, 2L);
        assertThat(compared().acceptTogether(ANNA, run, "olga", "seen", NOW)).containsOnlyKeys(Kind.CHANGED).containsEntry(Kind.CHANGED, 2L);
        assertThat(compared().acceptTogether(ANNA, run, "olga", "seen", NOW)).as("again").isEmpty();
        assertThat(compared().open(ANNA, 0, 10)).containsExactly(found.get(1));
        assertThat(compared().open(BORIS, 0, 10)).as("another mailbox").hasSize(1);
        assertThat(compared().acceptOne(BORIS, found.get(1).code(ANNA), "olga", "why", NOW)).isEmpty();
        assertThat(compared().acceptOne(ANNA, found.get(1).code(ANNA), "olga", "why", NOW)).contains(found.get(1));
        assertThat(compared().acceptedCount(ANNA)).isEqualTo(3);
        assertThat(other).isEqualTo(1);
    }

    @Test void whatIsExaminedAgainIsJudgedAnew() {
        begin(ANNA);
        compared().examined(ANNA, pair, List.of("u1", "u2"), List.of(difference(Kind.CHANGED, "u1"), difference(Kind.CHANGED, "u2")));
        compared().examined(ANNA, pair, List.of("u1"), List.of(difference(Kind.MISSING, "u1")));
        assertThat(compared().open(ANNA, 0, 10)).containsExactly(difference(Kind.MISSING, "u1"), difference(Kind.CHANGED, "u2"));
        compared().examined(ANNA, pair, List.of("u1"), List.of());
        assertThat(compared().open(ANNA, 0, 10)).containsExactly(difference(Kind.CHANGED, "u2"));
    }

    @Test void aNewRunForgetsWhatWasFoundButNotWhatWasAccepted() {
        begin(ANNA);
        compared().saw(List.of(seen(CalendarSide.SOURCE, "1", "a", false)));
        compared().examined(ANNA, pair, List.of(), List.of(difference(Kind.CHANGED, "u1"), difference(Kind.CHANGED, "u2")));
        compared().acceptTogether(ANNA, 1, "olga", "seen", NOW);
        begin(ANNA);
        assertThat(compared().seen(pair)).isEmpty();
        assertThat(compared().acceptedCount(ANNA)).isZero();
        compared().examined(ANNA, pair, List.of(), List.of(difference(Kind.CHANGED, "u1"), difference(Kind.CHANGED, "new")));
        assertThat(compared().open(ANNA, 0, 10)).containsExactly(difference(Kind.CHANGED, "new"));
    }
}

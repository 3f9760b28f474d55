package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;

/** What every ledger of calendars does. */
public abstract class CalendarLedgerContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final MailboxId mailbox = MailboxId.parse("plan/anna@corp.test");
    private Instant now = Instant.parse("2026-09-01T00:00:00Z");

    protected abstract CalendarLedger ledger();

    /** A clock that the tests turn. */
    protected final Clock clock() {
        return new Clock() {
            @Override public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override public Instant instant() {
                return now;
            }
        };
    }

    private CalendarPair pair(CalendarLease lease) {
        return ledger().save(lease, new CalendarPair(0, mailbox, "Отпуска", "source", "target", Optional.empty(), Optional.empty()));
    }

    private static LinkEnd end(String id) {
        return new LinkEnd(new ItemVersion(id, "tag-" + id), "uid, of " + id, "0".repeat(64));
    }

    @Test void oneHolderAtATime() {
        CalendarLease first = ledger().acquire(mailbox, MINUTE);
        assertThatThrownBy(() -> ledger().acquire(mailbox, MINUTE)).isInstanceOf(MigrationException.class).hasMessageContaining("being worked on");
        ledger().check(first);
        ledger().release(first);
        CalendarLease second = ledger().acquire(mailbox, MINUTE);
        assertThatThrownBy(() -> ledger().check(first)).hasMessageContaining("lost");
        assertThatThrownBy(() -> ledger().apply(first, new CalendarLedgerChange())).hasMessageContaining("lost");
        assertThatThrownBy(() -> pair(first)).hasMessageContaining("lost");
        ledger().release(first);
        ledger().check(second);
    }

    @Test void aLeaseEnds() {
        CalendarLease dead = ledger().acquire(mailbox, MINUTE);
        now = now.plus(MINUTE);
        assertThatThrownBy(() -> ledger().check(dead)).hasMessageContaining("lost");
        CalendarLease next = ledger().acquire(mailbox, MINUTE);
        assertThat(next.token()).isGreaterThan(dead.token());
    }

    @Test void pairsKeepTheirTokens() {
        CalendarLease lease = ledger().acquire(mailbox, MINUTE);
        CalendarPair saved = pair(lease);
        CalendarPair other = ledger().save(lease, new CalendarPair(0, mailbox, "b", "source2", "target2", Optional.empty(), Optional.empty()));
        assertThat(saved.id()).isNotZero().isNotEqualTo(other.id());
        CalendarPair told = new CalendarPair(saved.id(), mailbox, "Отпуска", "source", "target", Optional.of("t".repeat(2_000)), Optional.of("b"));
        ledger().save(lease, told);
        assertThat(ledger().pairs(mailbox)).containsExactly(told, other);
        assertThat(ledger().pairs(MailboxId.parse("plan/boris@corp.test"))).isEmpty();
    }

    @Test void linksAreSavedChangedAndRemoved() {
        CalendarLease lease = ledger().acquire(mailbox, MINUTE);
        CalendarPair pair = pair(lease);
        CalendarLedgerChange change = new CalendarLedgerChange();
        change.save(CalendarLink.of(pair.id(), CalendarSide.SOURCE, end("a")));
        change.save(CalendarLink.of(pair.id(), CalendarSide.TARGET, end("x".repeat(3_000))).holding(CalendarSide.TARGET));
        List<CalendarLink> saved = ledger().apply(lease, change);
        assertThat(saved).extracting(CalendarLink::id).doesNotHaveDuplicates().doesNotContain(0L);
        assertThat(saved.get(0).source()).contains(end("a"));
        assertThat(ledger().links(pair.id())).containsExactlyElementsOf(saved);

        CalendarLedgerChange next = new CalendarLedgerChange();
        next.save(saved.get(0).with(CalendarSide.TARGET, Optional.of(end("b"))));
        next.save(CalendarLink.of(pair.id(), CalendarSide.SOURCE, end("c")));
        next.remove(saved.get(1));
        List<CalendarLink> again = ledger().apply(lease, next);
        assertThat(again.get(0).isWhole()).isTrue();
        assertThat(again.get(0).id()).isEqualTo(saved.get(0).id());
        assertThat(ledger().links(pair.id())).containsExactlyElementsOf(again);
    }

    @Test void findingsReplaceOneAnotherAndAreSettled() {
        CalendarLease lease = ledger().acquire(mailbox, MINUTE);
        CalendarPair pair = pair(lease);
        CalendarLedgerChange change = new CalendarLedgerChange();
        change.find(new CalendarFinding(pair.id(), CalendarSide.SOURCE, "a", "u", "Планёрка, 2026-09-01", CalendarFinding.Kind.NOT_CARRIED, "first"));
        change.find(new CalendarFinding(pair.id(), CalendarSide.SOURCE, "a", "u", "Планёрка, 2026-09-01", CalendarFinding.Kind.REMARK, "second\u0000" + "x".repeat(9_000)));
        change.find(new CalendarFinding(pair.id(), CalendarSide.TARGET, "a", "", "", CalendarFinding.Kind.CALENDAR, "third"));
        ledger().apply(lease, change);
        assertThat(ledger().findings(mailbox)).extracting(CalendarFinding::kind)
            .containsExactly(CalendarFinding.Kind.REMARK, CalendarFinding.Kind.CALENDAR);
        CalendarLedgerChange settled = new CalendarLedgerChange();
        settled.settle(pair.id(), CalendarSide.SOURCE, "a");
        ledger().apply(lease, settled);
        assertThat(ledger().findings(mailbox)).extracting(CalendarFinding::reason).containsExactly("third");
    }

    @Test void theJournalTellsTheNewestFirst() {
        CalendarLease lease = ledger().acquire(mailbox, MINUTE);
        CalendarJournalEntry older = new CalendarJournalEntry(now, CalendarJournalEntry.Kind.CONFLICT, "Отпуска", "u1", "kept", Optional.of("BEGIN:VCALENDAR\r\n"));
        CalendarJournalEntry newer = new CalendarJournalEntry(now, CalendarJournalEntry.Kind.RESTORED, "Отпуска", "u2", "back", Optional.empty());
        for (CalendarJournalEntry entry : List.of(older, newer)) {
            CalendarLedgerChange change = new CalendarLedgerChange();
            change.journal(entry);
            ledger().apply(lease, change);
        }
        assertThat(ledger().journal(mailbox, 10)).containsExactly(newer, older);
        assertThat(ledger().journal(mailbox, 1)).containsExactly(newer);
    }
}

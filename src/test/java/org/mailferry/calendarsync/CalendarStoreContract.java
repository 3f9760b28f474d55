package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every server of calendars does behind the port. Each test has a calendar of its own. */
public abstract class CalendarStoreContract {
    private final String key = UUID.randomUUID().toString();

    protected abstract CalendarStore store();

    /** Past the store: what another program puts there. */
    protected abstract void putByAnotherProgram(String id, String text);

    /** As {@link #putByAnotherProgram}, where the server gives items their ids. */
    protected String placedByAnotherProgram(CalendarCollection calendar, String text) {
        putByAnotherProgram(calendar.id() + "theirs.ics", text);
        return calendar.id() + "theirs.ics";
    }

    /** Exchange has properties instead of lines, and loses the others. */
    protected boolean keepsEveryLine() {
        return true;
    }

    /** Exchange asks with each request whom to tell; a CalDAV server decides by the item. */
    protected boolean tellsByItself() {
        return true;
    }

    /** Where it does not: nobody was told anything. */
    protected void nobodyWasTold() {}

    protected final CalendarCollection calendar() {
        return store().create(NewCalendar.ofEvents(key, "Calendar " + key));
    }

    @Test void aNewCalendarHasNameColourAndComponents() {
        NewCalendar wanted = new NewCalendar(key, "Отпуска / vacations <&\"> 🏖", Optional.of("#1F77B4"), Set.of("VEVENT"));
        CalendarCollection made = store().create(wanted);
        assertThat(made.name()).isEqualTo(wanted.name());
        assertThat(made.accepts("VEVENT")).isTrue();
        assertThat(made.colour().map(String::toUpperCase)).contains("#1F77B4");
        assertThat(store().calendars()).contains(made);
        assertThat(store().create(wanted)).isEqualTo(made);
    }

    @Test void calendarsOfOneNameAreTwo() {
        CalendarCollection one = store().create(NewCalendar.ofEvents(key + "1", "Calendar"));
        CalendarCollection two = store().create(NewCalendar.ofEvents(key + "2", "Calendar"));
        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(store().calendars()).contains(one, two);
    }

    @Test void aStoredItemIsReadAndListedInTheVersionThatWasTold() {
        CalendarCollection calendar = calendar();
        ItemVersion version = stored(calendar, "u1", "Планёрка отдела");
        ItemsRead read = store().read(calendar, List.of(version.id()));
        assertThat(read.items()).singleElement().satisfies(item -> {
            assertThat(item.version()).isEqualTo(version);
            assertThat(item.uid()).isEqualTo(own("u1"));
            assertThat(item.lines().named("SUMMARY").map(ContentLine::value)).containsExactly("Планёрка отдела");
            assertThat(SilentItem.noise(item.lines())).isEmpty();
        });
        assertThat(store().changes(calendar, Optional.empty()).changed()).containsExactly(version);
    }

    @Test void storingAnItemAgainTellsThatItIsThere() {
        CalendarCollection calendar = calendar();
        ItemVersion version = stored(calendar, "u1", "first");
        assertThat(store().create(calendar, item("u1", "second"))).isEqualTo(new WriteResult.AlreadyThere(version));
    }

    @Test void everyUidHasItsPlace() {
        CalendarCollection calendar = calendar();
        String exchange = "040000008200E00074C5B7101A82E00800000000D263C072E37DD501000000000000000010000000";
        List<String> uids = List.of(exchange, exchange.toLowerCase(), "встреча@corp.test", "a/b", "../../x", "a b?c#d%2F", "x".repeat(200), "u-1", ".", "con");
        Set<String> ids = new HashSet<>();
        for (String uid : uids) {
            ids.add(stored(calendar, uid, "s").id());
        }
        assertThat(ids).hasSize(uids.size());
        assertThat(store().read(calendar, ids).items()).extracting(CalendarItem::uid).containsExactlyInAnyOrderElementsOf(uids.stream().map(this::own).toList());
        for (String uid : uids) {
            assertThat(store().withUid(calendar, own(uid))).as(uid).extracting(CalendarItem::uid).containsExactly(own(uid));
        }
    }

    @Test void partOfAUidIsNoUid() {
        CalendarCollection calendar = calendar();
        stored(calendar, "cyr@corp.test", "s");
        assertThat(store().withUid(calendar, own("r@corp.test"))).isEmpty();
        assertThat(store().withUid(calendar, own("CYR@corp.test"))).isEmpty();
    }

    @Test void aUidThatAnotherItemHasIsNotStoredTwice() {
        CalendarCollection calendar = calendar();
        String theirs = placedByAnotherProgram(calendar, text("u1", "SUMMARY:theirs"));
        WriteResult result = store().create(calendar, item("u1", "ours"));
        assertThat(result).isEqualTo(new WriteResult.UidTaken(Optional.of(theirs)));
        assertThat(store().changes(calendar, Optional.empty()).changed()).hasSize(1);
    }

    @Test void onlyTheNamedVersionIsReplaced() {
        CalendarCollection calendar = calendar();
        ItemVersion first = stored(calendar, "u1", "first");
        ItemVersion second = written(store().replace(calendar, first, item("u1", "second")));
        assertThat(second).isNotEqualTo(first);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(store().replace(calendar, first, item("u1", "third"))).isInstanceOf(WriteResult.ChangedMeanwhile.class);
        assertThat(store().read(calendar, List.of(first.id())).items().get(0).lines().named("SUMMARY").map(ContentLine::value)).containsExactly("second");
    }

    @Test void onlyTheNamedVersionIsDeleted() {
        CalendarCollection calendar = calendar();
        ItemVersion first = stored(calendar, "u1", "first");
        ItemVersion second = written(store().replace(calendar, first, item("u1", "second")));
        assertThat(store().delete(calendar, first)).isInstanceOf(WriteResult.ChangedMeanwhile.class);
        assertThat(store().delete(calendar, second)).isInstanceOf(WriteResult.Gone.class);
        assertThat(store().delete(calendar, second)).isInstanceOf(WriteResult.Gone.class);
        assertThat(store().replace(calendar, second, item("u1", "third"))).isInstanceOf(WriteResult.Gone.class);
        assertThat(store().read(calendar, List.of(first.id())).vanished()).containsExactly(first.id());
    }

    @Test void whatTheServerWouldTellAttendeesAboutIsLeftAlone() {
        CalendarCollection calendar = calendar();
        placedByAnotherProgram(calendar, text("u1", "SUMMARY:x\r\nORGANIZER:mailto:user1@corp.test\r\nATTENDEE:mailto:a@corp.test"));
        ItemVersion theirs = store().changes(calendar, Optional.empty()).changed().get(0);
        if (!tellsByItself()) {
            ItemVersion ours = written(store().replace(calendar, theirs, item("u1", "ours")));
            assertThat(store().delete(calendar, ours)).isInstanceOf(WriteResult.Gone.class);
            nobodyWasTold();
            return;
        }
        assertThat(store().replace(calendar, theirs, item("u1", "ours"))).isInstanceOf(WriteResult.Refused.class);
        assertThat(store().delete(calendar, theirs)).isInstanceOf(WriteResult.Refused.class);
        assertThat(store().changes(calendar, Optional.empty()).changed()).containsExactly(theirs);
    }

    @Test void changesAreToldSinceTheToken() {
        CalendarCollection calendar = calendar();
        ItemVersion kept = stored(calendar, "kept", "s");
        ItemVersion changed = stored(calendar, "changed", "s");
        ItemVersion deleted = stored(calendar, "deleted", "s");
        CalendarChanges all = store().changes(calendar, Optional.empty());
        assertThat(all.whole()).isTrue();
        assertThat(all.changed()).containsExactlyInAnyOrder(kept, changed, deleted);

        ItemVersion after = written(store().replace(calendar, changed, item("changed", "t")));
        store().delete(calendar, deleted);
        ItemVersion added = stored(calendar, "added", "s");
        CalendarChanges some = store().changes(calendar, all.token());
        assertThat(some.whole()).isFalse();
        assertThat(some.changed()).containsExactlyInAnyOrder(after, added);
        assertThat(some.vanished()).containsExactly(deleted.id());

        CalendarChanges none = store().changes(calendar, some.token());
        assertThat(none.changed()).isEmpty();
        assertThat(none.vanished()).isEmpty();
    }

    @Test void aTokenThatTheServerDoesNotKnowMeansEverything() {
        CalendarCollection calendar = calendar();
        ItemVersion version = stored(calendar, "u1", "s");
        for (String token : List.of("http://radicale.org/ns/sync/" + "0".repeat(64), "nonsense", "0123456789012345678901234567890123456789")) {
            CalendarChanges changes = store().changes(calendar, Optional.of(token));
            assertThat(changes.whole()).isTrue();
            assertThat(changes.changed()).containsExactly(version);
        }
    }

    @Test void manyItemsAreReadInBatches() {
        CalendarCollection calendar = calendar();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 61; i++) {
            ids.add(stored(calendar, "item-" + i, "Встреча " + i).id());
        }
        ids.add(calendar.id() + "nothing.ics");
        ItemsRead read = store().read(calendar, ids);
        assertThat(read.items()).extracting(item -> item.version().id()).containsExactlyInAnyOrderElementsOf(ids.subList(0, 61));
        assertThat(read.vanished()).containsExactly(calendar.id() + "nothing.ics");
        assertThat(read.unreadable()).isEmpty();
    }

    @Test void aSeriesWithExceptionsAndSilentAttendeesIsStored() {
        CalendarCollection calendar = calendar();
        SilentItem series = SilentItem.silence(ContentLines.parse("""
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//test//EN
            METHOD:PUBLISH
            BEGIN:VEVENT
            UID:%1$s
            DTSTAMP:20260801T000000Z
            DTSTART:20260901T070000Z
            DTEND:20260901T080000Z
            RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=5
            EXDATE:20260908T070000Z
            SUMMARY:Планёрка
            ORGANIZER;CN="Иванов Иван":mailto:user1@corp.test
            ATTENDEE;CN="Петров; П";PARTSTAT=ACCEPTED:mailto:petrov@corp.test
            X-UNKNOWN;X-P="a,b":kept
            END:VEVENT
            BEGIN:VEVENT
            UID:%1$s
            DTSTAMP:20260801T000000Z
            RECURRENCE-ID:20260915T070000Z
            DTSTART:20260915T090000Z
            DTEND:20260915T100000Z
            SUMMARY:Планёрка позже
            END:VEVENT
            END:VCALENDAR
            """.formatted(own("series"))));
        ItemVersion version = written(store().create(calendar, series));
        CalendarItem item = store().read(calendar, List.of(version.id())).items().get(0);
        assertThat(item.lines().named("RECURRENCE-ID")).hasSize(1);
        assertThat(item.lines().named("EXDATE")).hasSize(1);
        assertThat(item.lines().named("ATTENDEE")).isNotEmpty();
        if (keepsEveryLine()) {
            assertThat(item.lines().named("X-UNKNOWN").map(ContentLine::value)).containsExactly("kept");
            assertThat(item.lines().named("ATTENDEE").map(line -> line.parameter("SCHEDULE-AGENT"))).containsExactly(List.of("CLIENT"));
        }
        assertThat(written(store().replace(calendar, version, series)).id()).isEqualTo(version.id());
    }

    /** Some servers want a meeting's UID to be unique in all calendars of a mailbox. */
    protected final String own(String uid) {
        return uid + "-" + key;
    }

    protected final ItemVersion stored(CalendarCollection calendar, String uid, String summary) {
        return written(store().create(calendar, item(uid, summary)));
    }

    protected static ItemVersion written(WriteResult result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written) result).version();
    }

    protected final SilentItem item(String uid, String summary) {
        return SilentItem.require(ContentLines.parse(text(uid, "SUMMARY:" + summary)));
    }

    protected final String text(String uid, String lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:" + own(uid)
            + "\r\nDTSTAMP:20260801T000000Z\r\nDTSTART:20260901T070000Z\r\nDTEND:20260901T080000Z\r\n" + lines + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }
}

package org.mailferry.calendarsync.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarChanges;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarItem;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.ItemVersion;
import org.mailferry.calendarsync.ItemsRead;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.lab.ews.EwsEvent;
import org.mailferry.lab.ews.EwsFault;
import org.mailferry.lab.ews.EwsItem;

/** What a real Exchange spoils on the way, read by the adapter with the running conversions. */
class ExchangeDefectsTest {
    /** Of the server and of the program that wrote the text, not of the event. */
    private static final Set<String> WRITERS_OWN = Set.of("LAST-MODIFIED", "PRODID", "PRIORITY", "SEQUENCE", "STATUS", "X-MICROSOFT-CDO-INSTTYPE");
    private final ExchangeLab lab = new ExchangeLab();

    @AfterEach void stop() {
        assertThat(lab.exchange.invitations()).isEmpty();
        lab.close();
    }

    @Test void mimeThatAServerSpoiledGivesTheSameItem() {
        series();
        String whole = onlyItem();
        lab.exchange.quirks().endMissing(true);
        assertThat(onlyItem()).as("without its end").isEqualTo(whole);
        lab.exchange.quirks().endMissing(false).attendeesMissing(true);
        assertThat(onlyItem()).as("without attendees").isEqualTo(whole);
        lab.exchange.quirks().attendeesMissing(false).zoneWithLineEnd(true);
        assertThat(onlyItem()).as("with a line end in the name of the zone").isEqualTo(whole);
        lab.exchange.quirks().zoneWithLineEnd(false).lastModifiedMissing(true);
        assertThat(onlyItem()).as("without LAST-MODIFIED").isEqualTo(whole);
    }

    @Test void anItemWithoutMimeIsMadeFromItsProperties() {
        EwsItem series = series();
        String whole = onlyItem();
        series.refuseMime();
        assertThat(onlyItem()).as("refused").isEqualTo(whole);
    }

    @Test void anItemWithTruncatedMimeIsMadeFromItsProperties() {
        EwsItem series = series();
        String whole = onlyItem();
        series.mime("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:series-1\r\nDTSTART:2026");
        assertThat(onlyItem()).isEqualTo(whole);
    }

    @Test void aCorruptItemCostsNobodyElse() {
        series();
        event("good");
        event("corrupt").trouble("ErrorItemCorrupt");
        event("escape \u001b character");
        ItemsRead read = read();
        assertThat(read.items()).extracting(item -> item.lines().named("SUMMARY").findFirst().orElseThrow().text().replaceAll("\\s+", " "))
            .containsExactlyInAnyOrder("Планёрка, вся", "good", "escape character");
        assertThat(read.unreadable()).hasSize(1);
    }

    @Test void aBusyServerIsLeftAloneForAsLongAsItAsks() {
        event("e");
        CalendarStore store = lab.open();
        CalendarCollection calendar = store.calendars().get(0);
        for (EwsFault busy : List.of(EwsFault.busy(Duration.ofSeconds(90)), EwsFault.busyMessage(Duration.ofSeconds(90)))) {
            lab.exchange.faults().next("SyncFolderItems", busy);
            assertThatThrownBy(() -> store.changes(calendar, Optional.empty())).isInstanceOfSatisfying(MigrationException.class, e -> {
                assertThat(e.kind()).isEqualTo(FailureKind.THROTTLED);
                assertThat(e.retryAfter()).contains(Duration.ofSeconds(90));
            });
        }
        assertThat(store.changes(calendar, Optional.empty()).changed()).hasSize(1);
    }

    @Test void statesThatTheServerForgotMeanEverything() {
        event("a");
        event("b");
        CalendarStore store = lab.open();
        CalendarCollection calendar = store.calendars().get(0);
        Optional<String> token = store.changes(calendar, Optional.empty()).token();
        lab.exchange.forgetSyncStates();
        CalendarChanges changes = store.changes(calendar, token);
        assertThat(changes.whole()).isTrue();
        assertThat(changes.changed()).hasSize(2);
    }

    @Test void linksToOthersCalendarsAndBirthdaysAreNoCalendarsOfOurs() {
        lab.mailbox.addCalendar("Проект / Альфа");
        lab.mailbox.addBirthdays("Дни рождения");
        lab.mailbox.addSharedLink("Чужой календарь");
        assertThat(lab.open().calendars()).extracting(CalendarCollection::name).contains("Calendar", "Проект / Альфа").doesNotContain("Чужой календарь");
    }

    private EwsItem event(String title) {
        return lab.mailbox.calendar().put(EwsEvent.titled(title).at(LocalDateTime.parse("2026-09-01T10:00:00"), LocalDateTime.parse("2026-09-01T11:00:00"), "Russian Standard Time"));
    }

    private EwsItem series() {
        EwsItem series = lab.mailbox.calendar().put(EwsEvent.titled("Планёрка, вся").uid("series-1")
            .at(LocalDateTime.parse("2026-09-01T10:00:00"), LocalDateTime.parse("2026-09-01T11:00:00"), "Russian Standard Time")
            .weekly(1, "Tuesday", EwsEvent.times(LocalDate.parse("2026-09-01"), 5)).attendee("Петров", "petrov@corp.test", "Accept")
            .optionalAttendee("Сидоров", "sidorov@corp.test", "Decline").reminder(15).text("Location", "Зал").html("<p>Итоги</p>"));
        series.deleteOccurrence(2);
        series.changeOccurrence(3, "<CalendarItem><Start>2026-09-15T09:00:00Z</Start><End>2026-09-15T10:00:00Z</End><Subject>Позже</Subject></CalendarItem>");
        return series;
    }

    private ItemsRead read() {
        CalendarStore store = lab.open();
        CalendarCollection calendar = store.calendars().get(0);
        return store.read(calendar, store.changes(calendar, Optional.empty()).changed().stream().map(ItemVersion::id).toList());
    }

    private String onlyItem() {
        ItemsRead read = read();
        assertThat(read.items()).as("%s", read).hasSize(1);
        return text(read.items().get(0));
    }

    private static String text(CalendarItem item) {
        return item.lines().lines().stream().filter(line -> !WRITERS_OWN.contains(line.name()))
            .map(line -> line.name() + " " + line.value().replace("MAILTO:", "mailto:").replace("REMINDER", "Reminder")).sorted().collect(Collectors.joining("\n"));
    }
}

package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailferry.calendarsync.caldav.CalDavForTests;
import org.mailferry.calendarsync.ews.EwsForTests;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;
import org.mailferry.realserver.CalendarServer;

/** A simulated Exchange, a real CalDAV server, the tables and the engine as it runs. */
final class ExchangeToCalDav implements AutoCloseable {
    static final MailboxId MAILBOX = MailboxId.parse("plan/ivanov@corp.test");

    final EwsForTests exchange = new EwsForTests();
    final CalendarLedger ledger = CalendarMemoryForTests.ledger(TestDatabase.h2(), Clock.systemUTC());
    private final CalendarServer server;
    private final CalendarStores stores;
    private final CalendarSync sync;

    ExchangeToCalDav(CalendarServer server) {
        this.server = server;
        this.stores = new RoutedCalendarStores(Map.of(CalendarAccount.Protocol.EWS, EwsForTests.stores(), CalendarAccount.Protocol.CALDAV, CalDavForTests.stores()));
        this.sync = new CalendarSync(stores, ledger, Clock.systemUTC());
    }

    CalendarSliceResult settle(CalendarPass pass) {
        for (int i = 0; i < 200; i++) {
            CalendarSliceResult result = sync.slice(new CalendarJob(MAILBOX, exchange.account(), CalDavForTests.account(server), CalendarPolicy.CAREFUL), pass,
                Duration.ofSeconds(30));
            assertThat(result.refusal()).isEqualTo(Optional.empty());
            if (result.caughtUp()) {
                return result;
            }
        }
        throw new AssertionError("Not caught up");
    }

    CalendarStore source() {
        return stores.open(exchange.account());
    }

    CalendarStore target() {
        return stores.open(CalDavForTests.account(server));
    }

    CalendarCollection calendar(CalendarSide side) {
        CalendarPair pair = ledger.pairs(MAILBOX).get(0);
        return (side == CalendarSide.SOURCE ? source() : target()).calendars().stream().filter(calendar -> calendar.id().equals(pair.calendar(side))).findFirst().orElseThrow();
    }

    /** The first instances of every item by UID, as somebody who had no part in making the texts sees them. */
    Map<String, List<String>> instances(CalendarSide side) {
        CalendarStore store = side == CalendarSide.SOURCE ? source() : target();
        CalendarCollection calendar = calendar(side);
        List<String> ids = store.changes(calendar, Optional.empty()).changed().stream().map(ItemVersion::id).toList();
        Map<String, List<String>> seen = new TreeMap<>();
        for (CalendarItem item : store.read(calendar, ids).items()) {
            assertThat(seen.put(item.uid(), SeenInstances.of(item.lines(), 30))).as(item.uid()).isNull();
        }
        return seen;
    }

    @Override public void close() {
        exchange.close();
        server.close();
    }
}

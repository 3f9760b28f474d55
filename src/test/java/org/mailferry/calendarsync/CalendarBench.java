package org.mailferry.calendarsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.SecretReference;

/** Two servers, a ledger and the engine between them, for one mailbox with one calendar. */
final class CalendarBench {
    static final String CALENDAR = "source-calendar";
    static final MailboxId MAILBOX = MailboxId.parse("plan/anna@corp.test");

    final Clock clock = Clock.fixed(Instant.parse("2026-09-01T00:00:00Z"), ZoneOffset.UTC);
    final MemoryCalendarStore source = new MemoryCalendarStore("S");
    final MemoryCalendarStore target = new MemoryCalendarStore("T");
    final MemoryCalendarLedger ledger = new MemoryCalendarLedger(clock);
    CalendarPolicy policy = new CalendarPolicy(CalendarPolicy.Authority.SOURCE, 1 << 20, 1_000, 1, Duration.ZERO, Duration.ZERO);

    CalendarBench() {
        source.calendar(CALENDAR, "Calendar");
    }

    CalendarSliceResult slice(CalendarPass pass) {
        CalendarStores stores = account -> account.login().equals("source") ? source : target;
        return new CalendarSync(stores, ledger, clock).slice(new CalendarJob(MAILBOX, account("source"), account("target"), policy), pass, Duration.ofSeconds(30));
    }

    /** Until both sides agree; a few slices at most. */
    CalendarSliceResult settle(CalendarPass pass) {
        for (int i = 0; i < 10; i++) {
            CalendarSliceResult result = slice(pass);
            if (result.caughtUp()) {
                return result;
            }
        }
        throw new AssertionError("Not caught up after 10 slices");
    }

    private static CalendarAccount account(String login) {
        return new CalendarAccount(EmailAddress.parse("anna@corp.test"), CalendarAccount.Protocol.CALDAV, Optional.empty(), CalendarAccount.Scheme.BASIC, login,
            SecretReference.parse("env:NONE"));
    }

    String targetCalendar() {
        return target.calendars.keySet().iterator().next();
    }

    static ContentLines event(String uid, String summary, String... more) {
        return ContentLines.parse("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:" + uid
            + "\r\nDTSTAMP:20260801T000000Z\r\nDTSTART:20260901T070000Z\r\nDTEND:20260901T080000Z\r\nSUMMARY:" + summary + "\r\n"
            + List.of(more).stream().map(line -> line + "\r\n").collect(Collectors.joining()) + "END:VEVENT\r\nEND:VCALENDAR\r\n");
    }

    /** UID and what the item says, of every item; equal on both sides when they are in step. */
    static Map<String, String> says(MemoryCalendarStore store, String calendar) {
        Map<String, String> said = new TreeMap<>();
        store.held(calendar).values().forEach(lines -> {
            String before = said.put(SilentItem.uid(lines), NormalisedItem.text(lines));
            if (before != null) {
                throw new AssertionError("Two items of one UID: " + SilentItem.uid(lines));
            }
        });
        return said;
    }
}

package org.mailferry.calendarsync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailferry.calendarsync.CalendarDifference.Kind;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Service;

/**
 * Proves that both calendars of a mailbox show the same, occurrence by occurrence in UTC. Nothing is written to either server, and nothing
 * that was read by the carrying is believed: both sides are read anew.
 */
@Service
public final class CalendarVerification {
    /** What was begun within a slice is over by then, as every call has its time limit. */
    private static final Duration GRACE = Duration.ofSeconds(45);
    /** What was seen before that is looked at anew. */
    private static final Duration FRESH = Duration.ofHours(12);

    private static final int NAMED = 10;
    private static final int LONGEST_LINE = 350;

    private final CalendarStores stores;
    private final CalendarLedger ledger;
    private final ComparedCalendars compared;
    private final InstanceExpansion expansion;
    private final Clock clock;

    public CalendarVerification(CalendarStores stores, CalendarLedger ledger, ComparedCalendars compared, InstanceExpansion expansion, Clock clock) {
        this.stores = stores;
        this.ledger = ledger;
        this.compared = compared;
        this.expansion = expansion;
        this.clock = clock;
    }

    /**
     * Compares for about that long and goes on where the slice before ended; after the end, a new verification begins. May be repeated.
     *
     * @param pass {@code TWO_WAY}: what only the target has is a difference too
     * @throws MigrationException {@code TRANSIENT} while the calendars are being carried, or as {@link CalendarReader} throws
     */
    public CalendarVerifyResult slice(CalendarJob job, CalendarPass pass, Duration length) {
        Instant end = clock.instant().plus(length);
        CalendarLease lease = ledger.acquire(job.mailbox(), length.plus(GRACE));
        try {
            return compare(job, pass, lease, end);
        } catch (MigrationException e) {
            if (e.kind() != FailureKind.THROTTLED) {
                throw e;
            }
            return new CalendarVerifyResult(false, "", Optional.of(e.retryAfter().orElse(Duration.ofMinutes(1))));
        } finally {
            ledger.release(lease);
        }
    }

    /** Of the last verification, finished or not. */
    public Optional<Long> lastRun(MailboxId mailbox) {
        return compared.last(mailbox).map(CalendarVerifyRun::number);
    }

    private CalendarVerifyResult compare(CalendarJob job, CalendarPass pass, CalendarLease lease, Instant end) {
        CalendarVerifyRun run = run(job);
        Map<CalendarSide, CalendarReader> readers = Map.of(CalendarSide.SOURCE, stores.open(job.source()), CalendarSide.TARGET, stores.open(job.target()));
        Map<CalendarSide, Map<String, CalendarCollection>> calendars = new EnumMap<>(CalendarSide.class);
        readers.forEach((side, reader) -> calendars.put(side, reader.calendars().stream().filter(calendar -> calendar.accepts("VEVENT"))
            .collect(Collectors.toMap(CalendarCollection::id, Function.identity(), (one, other) -> one))));
        List<CalendarFinding> findings = ledger.findings(job.mailbox());
        for (CalendarPair pair : ledger.pairs(job.mailbox())) {
            CalendarCollection source = calendars.get(CalendarSide.SOURCE).remove(pair.sourceId());
            CalendarCollection target = calendars.get(CalendarSide.TARGET).get(pair.targetId());
            if (source == null || target == null) {
                wholeCalendar(job.mailbox(), pair.id(), pair.name(), source, target, pass);
                continue;
            }
            PairVerification verification = new PairVerification(run, pair, readers, Map.of(CalendarSide.SOURCE, source, CalendarSide.TARGET, target), compared,
                expansion, new KnownItems(pair, ledger.links(pair.id()), findings), pass == CalendarPass.TWO_WAY, () -> {
                    ledger.check(lease);
                    return !clock.instant().isBefore(end);
                });
            if (!verification.slice()) {
                return new CalendarVerifyResult(false, "", Optional.empty());
            }
        }
        calendars.get(CalendarSide.SOURCE).values().forEach(calendar -> wholeCalendar(job.mailbox(), 0, calendar.name(), calendar, null, pass));
        compared.finish(run, clock.instant());
        return new CalendarVerifyResult(true, summary(job.mailbox()), Optional.empty());
    }

    private CalendarVerifyRun run(CalendarJob job) {
        Instant now = clock.instant();
        return compared.last(job.mailbox()).filter(run -> run.finishedAt().isEmpty() && run.begunAt().plus(FRESH).isAfter(now))
            .orElseGet(() -> compared.begin(job.mailbox(), now, now.minus(job.policy().windowBehind()), now.plus(job.policy().windowAhead())));
    }

    private void wholeCalendar(MailboxId mailbox, long pair, String name, @Nullable CalendarCollection source,
                               @Nullable CalendarCollection target, CalendarPass pass) {
        if (source == null && (target == null || pass != CalendarPass.TWO_WAY)) {
            return;
        }
        Kind kind = source == null ? Kind.EXTRA : Kind.MISSING;
        compared.examined(mailbox, pair, List.of(), List.of(new CalendarDifference(name, kind, "", "", "", "the whole calendar",
            source == null ? "" : source.name(), target == null ? "" : target.name())));
    }

    /** What differs and nobody accepted, in a line of counts and then one for each of the first; empty when nothing does. */
    private String summary(MailboxId mailbox) {
        Map<Kind, Long> open = compared.openCounts(mailbox);
        if (open.isEmpty()) {
            return "";
        }
        String counts = open.entrySet().stream().map(entry -> entry.getValue() + " " + word(entry.getKey())).collect(Collectors.joining(", "));
        String first = compared.open(mailbox, 0, NAMED).stream().map(found -> "\n" + line(mailbox, found)).collect(Collectors.joining());
        long all = open.values().stream().mapToLong(Long::longValue).sum();
        return counts + first + (all > NAMED ? "\n… and " + (all - NAMED) + " more" : "");
    }

    private static String line(MailboxId mailbox, CalendarDifference found) {
        String code = found.kind().acceptedAlone() ? "[" + found.code(mailbox) + "] " : "";
        String item = found.uid().isEmpty() ? "" : ", " + (found.event().isEmpty() ? found.uid() : "'" + found.event() + "'") + (found.start().isEmpty() ? "" : " at " + found.start());
        String line = code + "Calendar '" + found.calendar() + "'" + item + ": " + found.words();
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE - 1) + "…";
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case MISSING -> "missing on the target";
            case UNREADABLE -> "that cannot be compared";
            case CHANGED -> "with another value";
            case EXTRA -> "only on the target";
            case NOT_CARRIED -> "that could not be carried";
        };
    }
}

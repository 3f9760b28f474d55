package org.mailferry.calendarsync.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.calendarsync.ExchangeItem;
import org.mailferry.calendarsync.ExchangeOccurrence;
import org.mailferry.calendarsync.ExchangeRecurrence;
import org.mailferry.calendarsync.ExchangeZone;
import org.mailferry.calendarsync.WindowsZones;

/**
 * Which clock an item's lines follow, so that every instant is where the server says it is. Windows has often one rule for all years, which
 * is wrong for the past of zones that were moved, as Moscow was in 2011 and 2014: there the zone of the IANA would shift the item, and a
 * single event is written in UTC, a series by the rule that Exchange has for it.
 */
final class ClockChoice {
    /** How far a series without an end is looked at. */
    private static final Duration FAR = Duration.ofDays(5 * 366);
    private static final Duration STEP = Duration.ofDays(7);

    private final ExchangeItem item;
    private final Rendering rendering;
    private final Remarks remarks;
    private final String windows;
    private final Optional<WallClock> known;
    private final Optional<WallClock> exchange;
    private final Optional<LocalDateTime> shown;

    ClockChoice(ExchangeItem item, Rendering rendering, WindowsZones zones, Remarks remarks) {
        this.item = item;
        this.rendering = rendering;
        this.remarks = remarks;
        Optional<ExchangeZone> zone = item.event().times().startZone();
        this.windows = zone.map(ClockChoice::nameOf).filter(name -> !name.isBlank()).or(rendering::startZone).orElse("");
        Optional<ZoneId> iana = Stream.of(zone.map(ExchangeZone::id), zone.map(ExchangeZone::name), rendering.startZone())
            .flatMap(Optional::stream).flatMap(name -> zones.zone(name).stream()).findFirst();
        this.known = iana.map(WallClock::of).or(() -> isUtc() ? Optional.of(WallClock.UTC) : Optional.empty());
        this.exchange = zone.flatMap(ExchangeZone::rule).or(this::renderedRule).map(rule -> WallClock.exchange(windows, ZoneRulesOf.of(rule)));
        this.shown = rendering.master().flatMap(event -> event.first("DTSTART")).filter(line -> !Moments.isDate(line) && !Moments.isUtc(line)).flatMap(Moments::local);
    }

    private static String nameOf(ExchangeZone zone) {
        return zone.id().equals(FieldClock.CUSTOM) && !zone.name().isBlank() ? zone.name() : zone.id();
    }

    private boolean isUtc() {
        return windows.isEmpty() && rendering.master().flatMap(event -> event.first("DTSTART")).filter(Moments::isUtc).isPresent();
    }

    private Optional<ExchangeZone.Rule> renderedRule() {
        return rendering.startZone().map(rendering.zones()::get).flatMap(ZoneRulesOf::read);
    }

    WallClock choose() {
        boolean series = item.event().recurrence().isPresent() || rendering.master().flatMap(event -> event.first("RRULE")).isPresent();
        if (item.event().times().allDay() && !series) {
            return known.orElse(exchange.orElse(WallClock.UTC));
        }
        return series ? forSeries() : forSingle();
    }

    private WallClock forSingle() {
        Instant start = item.event().times().start();
        if (known.isPresent() && (shown.isEmpty() || shows(known.get()) || exchange.isEmpty() || sameOffset(known.get(), exchange.get(), start))) {
            return hasToday(known.get(), start) ? known.get() : WallClock.UTC;
        }
        if (known.isPresent()) {
            remarks.add("Its time is written in UTC, because Exchange's rule for " + windows + " and the history of "
                + known.get().tzid() + " differ on that day");
            return WallClock.UTC;
        }
        return exchange.isPresent() ? own(exchange.get()) : unknown();
    }

    /** Programs that know only today's rules of a zone would shift what lies before them. */
    private static boolean hasToday(WallClock clock, Instant start) {
        Instant since = ZoneBlocks.lastChange(clock.rules());
        return !start.isBefore(since) || clock.rules().getTransitionRules().isEmpty() && clock.rules().getOffset(start).equals(clock.rules().getOffset(since));
    }

    private WallClock forSeries() {
        if (known.isPresent() && (exchange.isEmpty() || sameOffsets(known.get(), exchange.get()))) {
            return steady(known.get());
        }
        boolean theirs = exchange.isPresent() && (shown.isEmpty() || shows(exchange.get())) && isSteady(exchange.get());
        if (theirs || exchange.isPresent() && known.isEmpty()) {
            return steady(own(exchange.get()));
        }
        return known.isPresent() ? steady(known.get()) : unknown();
    }

    private WallClock own(WallClock clock) {
        remarks.add(known.isPresent() ? "Its series follows Exchange's own rule for " + windows + ", because the history of " + known.get().tzid() + " would move occurrences"
            : "Its time zone '" + windows + "' is none that is known elsewhere and travels as its rule");
        return clock;
    }

    private WallClock unknown() {
        if (!windows.isEmpty()) {
            remarks.add("Its time zone '" + windows + "' is unknown, so that it is written in UTC");
        }
        return WallClock.UTC;
    }

    private WallClock steady(WallClock clock) {
        if (!isSteady(clock)) {
            remarks.add("Some of its occurrences lie at another time of day than its series by the clock of " + clock.tzid());
        }
        return clock;
    }

    /** Whether what the server rendered as the wall's time is that. */
    private boolean shows(WallClock clock) {
        return shown.filter(clock.at(item.event().times().start())::equals).isPresent();
    }

    /** Whether all occurrences that are known lie at the same time of day. */
    private boolean isSteady(WallClock clock) {
        LocalTime first = clock.at(item.event().times().start()).toLocalTime();
        return item.event().times().allDay() || Stream.of(item.exceptions().stream().map(ExchangeOccurrence::originalStart), item.deletedOccurrences().stream(),
            item.lastOccurrence().stream()).flatMap(instants -> instants).allMatch(instant -> clock.at(instant).toLocalTime().equals(first));
    }

    private static boolean sameOffset(WallClock one, WallClock other, Instant at) {
        return one.rules().getOffset(at).equals(other.rules().getOffset(at));
    }

    private boolean sameOffsets(WallClock one, WallClock other) {
        Instant start = item.event().times().start();
        Instant end = item.lastOccurrence().or(() -> item.event().recurrence().flatMap(ExchangeRecurrence::until).map(day -> day.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC)))
            .orElse(start.plus(FAR));
        return Stream.iterate(start, at -> !at.isAfter(end), at -> at.plus(STEP)).allMatch(at -> sameOffset(one, other, at));
    }
}

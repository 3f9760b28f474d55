package org.mailferry.calendarsync.exchange;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.calendarsync.CalendarPolicy;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ExchangeEvent.Kind;
import org.mailferry.calendarsync.ExchangeEvent.Times;
import org.mailferry.calendarsync.ExchangeEvent;
import org.mailferry.calendarsync.ExchangeItem;
import org.mailferry.calendarsync.ExchangeOccurrence;
import org.mailferry.calendarsync.ExchangeZone;
import org.mailferry.calendarsync.WindowsZones;

/** One item put together: its zones, the event or series, and the exceptions of a series. */
final class Assembly {
    private final ExchangeItem item;
    private final ExchangeEvent event;
    private final Rendering rendering;
    private final WindowsZones zones;
    private final CalendarPolicy policy;
    private final Remarks remarks;
    private final Schedule schedule;
    private final Identity identity;

    Assembly(ExchangeItem item, Rendering rendering, WindowsZones zones, CalendarPolicy policy, Remarks remarks) {
        this.item = item;
        this.event = item.event();
        this.rendering = rendering;
        this.zones = zones;
        this.policy = policy;
        this.remarks = remarks;
        WallClock clock = new ClockChoice(item, rendering, zones, remarks).choose();
        this.schedule = new Schedule(clock, Optional.of(event.times()).filter(Times::allDay).map(times -> Days.of(times, clock, rendered("DTSTART"))));
        this.identity = Identity.of(item, rendering, clock, remarks);
    }

    private Optional<LocalDateTime> rendered(String property) {
        return rendering.master().flatMap(master -> master.first(property)).flatMap(Moments::local);
    }

    ContentLines lines() {
        Block base = rendering.master().orElseGet(() -> Block.of("VEVENT"));
        WallClock endClock = endClock();
        Block master = schedule.timed(described(base, event).without("RECURRENCE-ID"), event.times(), endClock, remarks);
        List<Block> events = new ArrayList<>();
        if (isSeries()) {
            events.add(schedule.repeated(master, event.times(), event.recurrence(), item.deletedOccurrences(), remarks));
            events.addAll(overrides(master));
        } else {
            events.add(master.without("RRULE").without("EXDATE").without("RDATE").without("EXRULE"));
        }
        return new ContentLines(calendar(events, endClock).lines().toList());
    }

    private boolean isSeries() {
        return !identity.orphan() && (event.kind() == Kind.MASTER || event.recurrence().isPresent());
    }

    private Block described(Block base, ExchangeEvent properties) {
        Block told = Properties.applied(base, properties, remarks);
        Block peopled = new People(properties.meeting(), item.owner(), told, remarks).applied();
        Block alarmed = Reminders.applied(peopled, properties.content().reminder());
        return Files.applied(alarmed, properties.attachments(), policy, remarks).withText("UID", identity.uid());
    }

    private List<Block> overrides(Block master) {
        // What is both deleted and an exception is there no more.
        Overrides rendered = new Overrides(rendering.overrides(), schedule);
        List<ExchangeOccurrence> known = item.exceptions().stream().filter(exception -> !item.deletedOccurrences().contains(exception.originalStart()))
            .sorted(Comparator.comparing(ExchangeOccurrence::originalStart)).toList();
        List<Optional<Block>> matched = rendered.match(known.stream().map(ExchangeOccurrence::originalStart).toList(), remarks);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            blocks.add(override(known.get(i), matched.get(i), master));
        }
        return blocks;
    }

    private Block override(ExchangeOccurrence exception, Optional<Block> rendered, Block master) {
        Block said = exception.event().map(own -> described(rendered.orElseGet(() -> Block.of("VEVENT")), own))
            .orElseGet(() -> rendered.map(block -> block.withText("UID", identity.uid())).orElseGet(() -> unknown(master)));
        Times times = exception.event().map(ExchangeEvent::times)
            .orElse(new Times(exception.start(), exception.end(), Optional.of(exception.originalStart()), event.times().allDay(), Optional.empty(), Optional.empty()));
        // An all-day exception of a series by the hour has days of its own.
        Schedule own = times.allDay() == event.times().allDay() ? schedule : new Schedule(schedule.clock(), Optional.empty());
        Block timed = own.timed(said, times, schedule.clock(), remarks);
        return timed.without("RRULE").without("EXDATE").without("RDATE").with(schedule.moment("RECURRENCE-ID", exception.originalStart()));
    }

    private Block unknown(Block master) {
        remarks.add("The server did not tell what one of its exceptions is like, so that it has the text of the series");
        return master;
    }

    private WallClock endClock() {
        Optional<WallClock> end = event.times().endZone().map(ExchangeZone::id).flatMap(zones::zone).map(WallClock::of);
        boolean plain = schedule.clock().ours() || schedule.clock().equals(WallClock.UTC) || isSeries();
        return plain ? schedule.clock() : end.orElse(schedule.clock());
    }

    private Block calendar(List<Block> events, WallClock endClock) {
        Set<String> used = events.stream().flatMap(Block::lines).flatMap(line -> line.parameter("TZID").stream()).collect(Collectors.toSet());
        List<Block> blocks = new ArrayList<>();
        Stream.of(schedule.clock(), endClock).distinct().filter(clock -> used.contains(clock.tzid()))
            .forEach(clock -> clock.zoneBlock(event.times().start()).ifPresent(blocks::add));
        blocks.addAll(events);
        return new Block("VCALENDAR", head(), blocks);
    }

    private List<ContentLine> head() {
        List<ContentLine> head = new ArrayList<>(List.of(ContentLine.of("VERSION:2.0"),
            rendering.head().stream().filter(line -> line.is("PRODID")).findFirst().orElse(ContentLine.of("PRODID:-//Mailferry//Calendars//EN"))));
        rendering.head().stream().filter(line -> line.isProperty() && line.name().startsWith("X-")).forEach(head::add);
        return head;
    }
}

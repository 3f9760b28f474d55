package org.mailferry.calendarsync.caldav;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarPolicy;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.Example;
import org.mailferry.calendarsync.ItemConversion;
import org.mailferry.calendarsync.ItemConversions;
import org.mailferry.calendarsync.NewCalendar;
import org.mailferry.calendarsync.SeenInstances;
import org.mailferry.calendarsync.SilentItem;
import org.mailferry.calendarsync.WriteResult;
import org.mailferry.realserver.CalendarServer;

/** What the conversion makes of each example is taken by servers that read what they store, and comes back at the same instants. */
class ConvertedItemsTest {
    private static final Set<String> KEPT = Set.of("SUMMARY", "LOCATION", "DESCRIPTION", "RRULE", "STATUS", "CLASS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS");

    private final ItemConversion conversion = ItemConversions.toCalendar();

    @Test void radicaleTakesEachExample() {
        try (CalendarServer server = CalendarServer.radicale()) {
            everyExampleArrives(RealCalendars.open(server));
        }
    }

    @Test void xandikosTakesEachExample() {
        try (CalendarServer server = CalendarServer.xandikos()) {
            everyExampleArrives(RealCalendars.open(server));
        }
    }

    /** All are tried before any failure is told. The examples share UIDs, so each has a calendar of its own. */
    private void everyExampleArrives(CalendarStore store) {
        List<String> failures = new ArrayList<>();
        for (Example example : Example.all()) {
            if (!example.refused()) {
                String failure = arrival(store, example);
                if (!failure.isEmpty()) {
                    failures.add(example + ": " + failure);
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    private String arrival(CalendarStore store, Example example) {
        SilentItem item = SilentItem.silence(conversion.convert(example.item(), CalendarPolicy.CAREFUL).lines());
        CalendarCollection calendar = store.create(NewCalendar.ofEvents(example.name(), example.name()));
        WriteResult written = store.create(calendar, item);
        if (!(written instanceof WriteResult.Written)) {
            return written.toString();
        }
        ContentLines back = store.withUid(calendar, item.uid()).get(0).lines();
        List<String> instances = SeenInstances.of(back, example.section("instances").size());
        return !instances.equals(example.section("instances")) ? "seen " + instances
            : !kept(back).equals(kept(item.lines())) ? "came back as " + kept(back) + " and was " + kept(item.lines()) : "";
    }

    private static List<String> kept(ContentLines lines) {
        return lines.lines().stream().filter(line -> KEPT.contains(line.name())).map(ConvertedItemsTest::said).sorted().toList();
    }

    private static String said(ContentLine line) {
        return line.name() + ":" + (line.is("RRULE") ? List.of(line.value().split(";")).stream().sorted().toList().toString() : line.text().strip());
    }
}

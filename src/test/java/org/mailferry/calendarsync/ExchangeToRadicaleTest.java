package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.lab.ews.EwsEvent;
import org.mailferry.lab.ews.EwsItem;
import org.mailferry.realserver.CalendarServer;

/** From Exchange to a real server and back: every instance where it was, nobody told. */
class ExchangeToRadicaleTest {
    private static final String MOSCOW = "Russian Standard Time";
    private final ExchangeToCalDav both = new ExchangeToCalDav(CalendarServer.radicale());

    @AfterEach void nobodyWasTold() {
        assertThat(both.exchange.exchange().invitations()).isEmpty();
        both.close();
    }

    private EwsItem put(EwsEvent event) {
        return both.exchange.mailbox().calendar().put(event);
    }

    private static EwsEvent at(String title, String uid, String start, String end) {
        return EwsEvent.titled(title).uid(uid).at(LocalDateTime.parse(start), LocalDateTime.parse(end), MOSCOW);
    }

    @Test void everyInstanceIsWhereItWas() {
        put(at("Планёрка", "u1", "2026-09-01T10:00:00", "2026-09-01T11:00:00"));
        put(at("Moscow had another time then", "u2", "2012-08-15T10:00:00", "2012-08-15T11:00:00"));
        EwsItem series = put(at("Серия", "u3", "2026-09-01T10:00:00", "2026-09-01T11:00:00").weekly(1, "Tuesday", EwsEvent.times(LocalDate.parse("2026-09-01"), 8)));
        series.deleteOccurrence(2);
        series.changeOccurrence(3, "<t:CalendarItem><t:Subject>Позже</t:Subject></t:CalendarItem>");
        CalendarSliceResult result = both.settle(CalendarPass.COPY);
        assertThat(result.created()).isEqualTo(3);
        assertThat(both.ledger.findings(ExchangeToCalDav.MAILBOX)).filteredOn(finding -> finding.kind() != CalendarFinding.Kind.REMARK).isEmpty();
        assertThat(both.instances(CalendarSide.TARGET)).hasSize(3).isEqualTo(both.instances(CalendarSide.SOURCE));
        assertThat(both.instances(CalendarSide.TARGET).get("u3")).hasSize(7);
        assertThat(both.instances(CalendarSide.TARGET).get("u2").get(0)).as("as Exchange said it, whose rule knows only today's offset").startsWith("2012-08-15T07:00:00Z");
    }

    @Test void bothSidesStayInStep() {
        EwsItem first = put(at("one", "u1", "2026-09-01T10:00:00", "2026-09-01T11:00:00"));
        put(at("two", "u2", "2026-09-02T10:00:00", "2026-09-02T11:00:00"));
        both.settle(CalendarPass.TWO_WAY);
        CalendarSliceResult still = both.settle(CalendarPass.TWO_WAY);
        assertThat(still.created() + still.updated() + still.deleted() + still.conflicts()).as("our own writes come back as no change").isZero();

        CalendarCollection calendar = both.calendar(CalendarSide.TARGET);
        CalendarItem onTarget = both.target().withUid(calendar, "u2").get(0);
        both.target().replace(calendar, onTarget.version(), SilentItem.silence(onTarget.lines().edit(line -> Stream.of(
            line.is("SUMMARY") ? line.withValue("two\\, changed on the target") : line))));
        both.target().create(calendar, SilentItem.silence(CalendarBench.event("u3", "new on the target")));
        both.exchange.mailbox().calendar().delete(first);
        CalendarSliceResult result = both.settle(CalendarPass.TWO_WAY);
        assertThat(result.conflicts()).isZero();
        assertThat(both.instances(CalendarSide.TARGET).keySet()).containsExactlyInAnyOrder("u2", "u3");
        assertThat(both.instances(CalendarSide.SOURCE)).isEqualTo(both.instances(CalendarSide.TARGET));
        CalendarItem onSource = both.source().withUid(both.calendar(CalendarSide.SOURCE), "u2").get(0);
        assertThat(onSource.lines().named("SUMMARY").map(ContentLine::text)).containsExactly("two, changed on the target");
        CalendarSliceResult again = both.settle(CalendarPass.TWO_WAY);
        assertThat(List.of(again.created(), again.updated(), again.deleted(), again.conflicts())).containsOnly(0L);
    }
}

package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.calendarsync.CalendarBench.CALENDAR;
import static org.mailferry.calendarsync.CalendarBench.event;
import static org.mailferry.calendarsync.CalendarBench.says;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailferry.kernel.MigrationException;

/** Every scenario once, again, killed after every step, and with a failed or unheard call at every place: the end is always the same. */
class CalendarSyncInterruptedTest {
    private enum Scenario {
        FIRST_COPY {
            @Override void change(CalendarBench bench) {
                for (int i = 0; i < 7; i++) {
                    bench.source.put(CALENDAR, "n" + i, event("n" + i, "new " + i, "ATTENDEE:mailto:a@corp.test"));
                }
                bench.source.put(CALENDAR, "twin", event("n1", "a twin"));
            }
        },
        CHANGES_ON_BOTH_SIDES {
            @Override void change(CalendarBench bench) {
                bench.source.put(CALENDAR, "s0", event("u0", "changed on the source"));
                bench.target.put(bench.targetCalendar(), "T/u1", event("u1", "changed on the target"));
                bench.source.put(CALENDAR, "s2", event("u2", "changed on both, source"));
                bench.target.put(bench.targetCalendar(), "T/u2", event("u2", "changed on both, target"));
                bench.target.put(bench.targetCalendar(), "phone.ics", event("u9", "new on the target"));
            }
        },
        DELETIONS {
            @Override void change(CalendarBench bench) {
                bench.source.drop(CALENDAR, "s0");
                bench.target.drop(bench.targetCalendar(), "T/u1");
                bench.source.drop(CALENDAR, "s2");
                bench.target.put(bench.targetCalendar(), "T/u2", event("u2", "deleted on the source, changed on the target"));
                bench.source.put(CALENDAR, "s3", event("u3", "changed on the source, deleted on the target"));
                bench.target.drop(bench.targetCalendar(), "T/u3");
            }
        };

        abstract void change(CalendarBench bench);

        CalendarBench prepared(boolean rewriting) {
            CalendarBench bench = new CalendarBench();
            if (rewriting) {
                bench.target.words = lines -> lines.edit(line -> line.is("PRODID") ? Stream.of(ContentLine.of("PRODID:-//other//EN"), ContentLine.of("X-RADICALE-NAME:x")) : Stream.of(line));
            }
            for (int i = 0; i < 5; i++) {
                bench.source.put(CALENDAR, "s" + i, event("u" + i, "old " + i));
            }
            bench.settle(CalendarPass.TWO_WAY);
            change(bench);
            return bench;
        }
    }

    private static Map<String, String> expected(Scenario scenario) {
        CalendarBench bench = scenario.prepared(false);
        bench.settle(CalendarPass.TWO_WAY);
        return inStep(bench);
    }

    private static Map<String, String> inStep(CalendarBench bench) {
        Map<String, String> target = says(bench.target, bench.targetCalendar());
        assertThat(bench.source.held(CALENDAR)).hasSameSizeAs(target);
        assertThat(bench.source.held(CALENDAR).values().stream().map(NormalisedItem::text)).containsExactlyInAnyOrderElementsOf(target.values());
        assertThat(bench.target.held(bench.targetCalendar()).values()).allSatisfy(lines -> assertThat(lines.named("METHOD")).isEmpty());
        assertThat(bench.ledger.links.values()).hasSameSizeAs(target.keySet()).allMatch(CalendarLink::isWhole);
        return target;
    }

    @ParameterizedTest @EnumSource(Scenario.class) void againNothingHappens(Scenario scenario) {
        CalendarBench bench = scenario.prepared(true);
        bench.settle(CalendarPass.TWO_WAY);
        Map<String, String> first = inStep(bench);
        bench.settle(CalendarPass.TWO_WAY);
        CalendarSliceResult again = bench.settle(CalendarPass.TWO_WAY);
        assertThat(again.created() + again.updated() + again.deleted() + again.conflicts()).isZero();
        assertThat(inStep(bench)).isEqualTo(first).isEqualTo(expected(scenario));
    }

    @ParameterizedTest @EnumSource(Scenario.class) void aFaultAtEveryCallLeavesNothingLostOrDoubled(Scenario scenario) {
        assertThat(interrupted(scenario, MigrationException.transientFailure("The line broke", null), false)).isGreaterThan(10);
    }

    @ParameterizedTest @EnumSource(Scenario.class) void aKillAtEveryCallLeavesNothingLostOrDoubled(Scenario scenario) {
        assertThat(interrupted(scenario, MigrationException.transientFailure("Killed", null), true)).isGreaterThan(10);
    }

    /** @param killed the ledger hears nothing after the fault, as when the process is dead */
    private static int interrupted(Scenario scenario, MigrationException fault, boolean killed) {
        Map<String, String> expected = expected(scenario);
        for (int at = 1;; at++) {
            CalendarBench bench = scenario.prepared(true);
            if (!faulted(bench, at, fault, killed)) {
                return at;
            }
            bench.settle(CalendarPass.TWO_WAY);
            assertThat(inStep(bench)).as("%s, a fault at step %d", scenario, at).isEqualTo(expected);
        }
    }

    /** Steps are the moments before and after each call: after it, the work is done and its answer lost. */
    private static boolean faulted(CalendarBench bench, int at, MigrationException fault, boolean killed) {
        AtomicInteger steps = new AtomicInteger();
        MemoryCalendarStore.Network network = (call, before) -> {
            if (steps.incrementAndGet() == at) {
                bench.ledger.dead = killed;
                throw fault;
            }
        };
        bench.source.network = network;
        bench.target.network = network;
        boolean faulted = false;
        try {
            bench.slice(CalendarPass.TWO_WAY);
        } catch (MigrationException e) {
            faulted = true;
        }
        bench.ledger.dead = false;
        bench.ledger.expire();
        bench.source.network = (call, before) -> {};
        bench.target.network = (call, before) -> {};
        return faulted;
    }
}

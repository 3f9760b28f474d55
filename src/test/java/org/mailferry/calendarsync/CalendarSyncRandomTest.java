package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.calendarsync.CalendarBench.CALENDAR;
import static org.mailferry.calendarsync.CalendarBench.MAILBOX;
import static org.mailferry.calendarsync.CalendarBench.event;
import static org.mailferry.calendarsync.CalendarBench.says;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.MigrationException;

/** Users of both servers do anything while passes run, break off and lose answers; in the end both sides agree and nobody's words are lost. */
class CalendarSyncRandomTest {
    private static final int SEEDS = 400;

    @Test void bothSidesAgreeAndNothingIsLost() {
        for (int seed = 0; seed < SEEDS; seed++) {
            run(seed);
        }
    }

    private static void run(int seed) {
        Random random = new Random(seed);
        CalendarBench bench = new CalendarBench();
        bench.policy = bench.policy.withAuthority(random.nextBoolean() ? CalendarPolicy.Authority.SOURCE : CalendarPolicy.Authority.TARGET);
        bench.settle(CalendarPass.TWO_WAY);
        Set<String> written = new TreeSet<>();
        Set<String> overwritten = new TreeSet<>();
        for (int round = 0; round < 6; round++) {
            for (int i = random.nextInt(6); i >= 0; i--) {
                edit(random, bench, random.nextBoolean() ? bench.source : bench.target, written, overwritten);
            }
            broken(random, bench);
        }
        bench.source.network = (call, before) -> {};
        bench.target.network = (call, before) -> {};
        bench.settle(CalendarPass.TWO_WAY);
        Map<String, String> target = says(bench.target, bench.targetCalendar());
        assertThat(says(bench.source, CALENDAR)).as("seed %d", seed).isEqualTo(target);
        String everything = target.values().stream().collect(Collectors.joining()) + bench.ledger.journal(MAILBOX, 10_000).stream()
            .map(entry -> entry.lost().orElse("")).collect(Collectors.joining());
        written.removeAll(overwritten);
        assertThat(written).as("seed %d: every text that its author did not overwrite or delete is somewhere", seed)
            .allSatisfy(text -> assertThat(everything).contains(text));
    }

    private static void edit(Random random, CalendarBench bench, MemoryCalendarStore store, Set<String> written, Set<String> overwritten) {
        String calendar = store == bench.source ? CALENDAR : bench.targetCalendar();
        List<String> ids = new ArrayList<>(store.held(calendar).keySet());
        int what = ids.isEmpty() ? 0 : random.nextInt(3);
        String text = "text-" + random.nextInt(1_000_000_000) + "-";
        if (what == 0) {
            written.add(text);
            String uid = "uid" + random.nextInt(1_000_000);
            store.put(calendar, "id-" + uid, event(uid, text));
            return;
        }
        String id = ids.get(random.nextInt(ids.size()));
        ContentLines before = store.held(calendar).get(id);
        overwritten.add(before.named("SUMMARY").findFirst().orElseThrow().value());
        if (what == 1) {
            written.add(text);
            store.put(calendar, id, event(SilentItem.uid(before), text));
        } else {
            store.drop(calendar, id);
        }
    }

    private static void broken(Random random, CalendarBench bench) {
        int at = random.nextInt(30);
        int[] steps = {0};
        boolean killed = random.nextBoolean();
        MemoryCalendarStore.Network network = (call, before) -> {
            if (++steps[0] == at) {
                bench.ledger.dead = killed;
                throw MigrationException.transientFailure("The line broke", null);
            }
        };
        bench.source.network = network;
        bench.target.network = network;
        try {
            bench.slice(CalendarPass.TWO_WAY);
        } catch (MigrationException e) {
            assertThat(steps[0]).isGreaterThanOrEqualTo(at);
        }
        bench.ledger.dead = false;
        bench.ledger.expire();
    }
}

package org.mailferry.mailsync.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.Caller;
import org.mailferry.mailsync.LimitScope;
import org.mailferry.mailsync.ServerGate;
import org.mailferry.mailsync.ServerGate.Admission;
import org.mailferry.mailsync.ServerGate.Slot;
import org.mailferry.mailsync.ServerLimits;
import org.mailferry.mailsync.ServerLoad;
import org.mailferry.mailsync.ServerPreset;
import org.mailferry.mailsync.ServerWords;

/** Two nodes on one database share what a server bears. */
abstract class ServerGateContract {
    private static final String OLD = "old.test:993";
    private static final String NEW = "new.test:993";
    private static final String USERIP = "NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=2)";

    private final Time clock = new Time();
    private final Map<String, ServerLimits> limits = new ConcurrentHashMap<>();
    private TestDatabase database;
    private ServerGate here;
    private ServerGate there;

    abstract TestDatabase open();

    @BeforeEach void twoNodes() {
        database = open();
        here = GateForTests.gate(database, server -> limits.getOrDefault(server, ServerLimits.NONE), clock);
        there = GateForTests.gate(database, server -> limits.getOrDefault(server, ServerLimits.NONE), clock);
        limits.put(OLD, connections(2));
    }

    private static ServerLimits connections(int connections) {
        return new ServerLimits(LimitScope.SERVER, connections, 0, 0, 0, 0, 0);
    }

    private static ServerLimits rates(long bytesPerSecond, int messagesPerSecond) {
        return new ServerLimits(LimitScope.SERVER, 0, 0, bytesPerSecond, messagesPerSecond, 0, 0);
    }

    private static Caller caller(String login) {
        return new Caller(OLD, login, "");
    }

    private static Caller through(String service, String login) {
        return new Caller(OLD, login, service);
    }

    private Optional<Slot> ask(ServerGate gate, Caller caller) {
        return gate.admit(List.of(caller), clock.instant().plusSeconds(60)) instanceof Admission.Admitted admitted ? Optional.of(admitted.slots().get(0))
            : Optional.empty();
    }

    private Slot taken(ServerGate gate, Caller caller) {
        return ask(gate, caller).orElseThrow(() -> new AssertionError("no slot for " + caller));
    }

    private Duration toldToWait(ServerGate gate, Caller... callers) {
        return ((Admission.Later) gate.admit(List.of(callers), clock.instant().plusSeconds(60))).pause();
    }

    private static ServerWords words(String text) {
        return ServerWords.read(text).orElseThrow();
    }

    private ServerLoad load() {
        return here.loads().stream().filter(load -> load.server().equals(OLD)).findFirst().orElseThrow();
    }

    @Test void bothNodesTogetherHaveTheSlots() {
        Slot first = taken(here, caller("anna"));
        taken(there, caller("boris"));
        assertThat(ask(here, caller("clara"))).isEmpty();
        assertThat(load().used()).isEqualTo(2);
        assertThat(load().waiting()).isEqualTo(1);
        here.release(first);
        assertThat(ask(there, caller("clara"))).isPresent();
    }

    @Test void aKilledNodesSlotComesFreeWhenItsSliceIsOver() {
        taken(here, caller("anna"));
        taken(here, caller("boris"));
        clock.pass(Duration.ofSeconds(59));
        assertThat(ask(there, caller("clara"))).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(ask(there, caller("clara"))).isPresent();
    }

    @Test void whatAStepDidHereOutlivesItsFailure() {
        database.transaction().executeWithoutResult(step -> {
            Slot slot = taken(here, caller("anna"));
            assertThat(load().used()).as("seen by others while the step goes on").isEqualTo(1);
            here.release(slot);
            here.heard(taken(here, caller("anna")), words("NO Suggested Backoff Time: 1000 milliseconds"), "later");
            step.setRollbackOnly();
        });
        assertThat(load().used()).isZero();
        assertThat(toldToWait(there, caller("boris"))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test void bothSidesAreTakenOrNone() {
        limits.put(NEW, connections(1));
        taken(here, new Caller(NEW, "anna", ""));
        assertThat(toldToWait(here, caller("boris"), new Caller(NEW, "boris", ""))).isPositive();
        assertThat(load().used()).isZero();
        assertThat(load().waiting()).as("a place kept where none is wanted").isZero();
    }

    @Test void aMailboxThatNeedsTwoOfAServerOfOneStillGetsThem() {
        limits.put(OLD, connections(1));
        assertThat(here.admit(List.of(caller("anna"), caller("anna-new")), clock.instant().plusSeconds(60))).isInstanceOf(Admission.Admitted.class);
        assertThat(ask(there, caller("boris"))).isEmpty();
    }

    @Test void whoWaitsLongerComesFirst() {
        Slot first = taken(here, caller("anna"));
        taken(here, caller("boris"));
        assertThat(ask(there, caller("clara"))).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(ask(here, caller("dora"))).isEmpty();
        here.release(first);
        assertThat(ask(here, caller("dora"))).as("Clara comes any moment").isEmpty();
        assertThat(ask(there, caller("clara"))).isPresent();
    }

    @Test void noSlotIsKeptForWhoDoesNotCome() {
        Slot first = taken(here, caller("anna"));
        taken(here, caller("boris"));
        assertThat(ask(there, caller("clara"))).isEmpty();
        here.release(first);
        clock.pass(Duration.ofSeconds(20));
        assertThat(ask(here, caller("dora"))).isPresent();
    }

    @Test void aMailboxKeepsItsPlaceForATurnAndThenGoesToTheEnd() {
        limits.put(OLD, connections(1));
        Slot anna = taken(here, caller("anna"));
        assertThat(ask(here, caller("boris"))).isEmpty();
        here.release(anna);
        Slot boris = taken(here, caller("boris"));
        for (int slice = 0; slice < 19; slice++) {
            assertThat(ask(there, caller("anna"))).as("before slice %d", slice).isEmpty();
            clock.pass(Duration.ofSeconds(30));
            here.release(boris);
            boris = taken(here, caller("boris"));
        }
        clock.pass(Duration.ofSeconds(30));
        assertThat(ask(there, caller("anna"))).isEmpty();
        here.release(boris);
        assertThat(ask(here, caller("boris"))).as("his turn is over").isEmpty();
        assertThat(ask(there, caller("anna"))).isPresent();
    }

    @Test void aNamedBackOffHoldsForAllOnAllNodesToTheMillisecond() {
        String text = "BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds";
        assertThat(here.heard(taken(here, caller("anna")), words(text), text)).isEqualTo(Duration.ofMillis(92_415));
        assertThat(toldToWait(there, caller("boris"))).isEqualTo(Duration.ofMillis(92_415));
        assertThat(load().lessons()).singleElement().satisfies(lesson -> {
            assertThat(lesson.closedUntil()).contains(clock.instant().plusMillis(92_415));
            assertThat(lesson.words()).isEqualTo(text);
        });
        clock.pass(Duration.ofMillis(92_414));
        assertThat(toldToWait(there, caller("boris"))).isEqualTo(Duration.ofMillis(1));
        clock.pass(Duration.ofMillis(1));
        Slot first = taken(there, caller("boris"));
        assertThat(ask(here, caller("anna"))).as("one tries, the others wait for what he hears").isEmpty();
        there.welcomed(first);
        assertThat(load().lessons()).isEmpty();
        assertThat(ask(here, caller("anna"))).isPresent();
    }

    @Test void whoTriesFirstAfterABackOffAndIsSentAwayWaitsAsLongAsHeIsTold() {
        String text = "BAD Request is throttled. Suggested Backoff Time: 2000 milliseconds";
        here.heard(taken(here, caller("anna")), words(text), text);
        for (int time = 0; time < 3; time++) {
            clock.pass(Duration.ofSeconds(2));
            Slot trial = taken(there, caller("boris"));
            assertThat(ask(here, caller("anna"))).isEmpty();
            assertThat(there.heard(trial, words(text), text)).isEqualTo(Duration.ofSeconds(2));
            assertThat(toldToWait(here, caller("anna"))).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test void aTrialThatEndsWithoutAWordHoldsTheOthersUpForSecondsOnly() {
        String text = "BAD Request is throttled. Suggested Backoff Time: 2000 milliseconds";
        here.heard(taken(here, caller("anna")), words(text), text);
        clock.pass(Duration.ofSeconds(2));
        taken(there, caller("boris"));
        clock.pass(toldToWait(here, caller("anna")));
        assertThat(ask(here, caller("anna"))).isPresent();
    }

    @Test void aShorterBackOffDoesNotEndALongerOne() {
        here.heard(taken(here, caller("anna")), words("NO Suggested Backoff Time: 60000 milliseconds"), "long");
        Slot late = new Slot("none", caller("boris"), false);
        here.heard(late, words("NO Suggested Backoff Time: 10 milliseconds"), "short");
        assertThat(toldToWait(there, caller("clara"))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test void theTroubleOfOneMailboxHoldsUpOnlyThatOneEachTimeTwiceAsLong() {
        String text = "NO [INUSE] Mailbox is locked";
        assertThat(here.heard(taken(here, caller("anna")), words(text), text)).isEqualTo(Duration.ofSeconds(30));
        assertThat(toldToWait(there, caller("anna"))).isEqualTo(Duration.ofSeconds(30));
        there.release(taken(there, caller("boris")));
        clock.pass(Duration.ofSeconds(30));
        assertThat(here.heard(taken(here, caller("anna")), words(text), text)).isEqualTo(Duration.ofSeconds(60));
        clock.pass(Duration.ofSeconds(60));
        Slot let = taken(here, caller("anna"));
        assertThat(let.refusedBefore()).isTrue();
        here.welcomed(let);
        assertThat(here.heard(let, words(text), text)).as("the first again").isEqualTo(Duration.ofSeconds(30));
    }

    @Test void aThrottledServiceLoginOfExchangeHoldsUpAllMailboxesBehindIt() {
        limits.put(OLD, ServerPreset.EXCHANGE.limits());
        String text = "NO [THROTTLED] user has exceeded the budget. Suggested Backoff Time: 5000 milliseconds";
        here.heard(taken(here, through("corp/migration", "anna")), words(text), text);
        assertThat(toldToWait(there, through("corp/migration", "boris"))).isEqualTo(Duration.ofSeconds(5));
        assertThat(ask(there, through("corp/second", "boris"))).isPresent();
    }

    @Test void aRefusedConnectionLowersTheMaximumAndAQuietTimeRaisesItByOne() {
        limits.put(OLD, connections(8));
        String text = "NO Too many simultaneous connections";
        List<Slot> slots = List.of(taken(here, caller("a")), taken(here, caller("b")), taken(here, caller("c")), taken(there, caller("d")));
        assertThat(there.heard(slots.get(3), words(text), text)).isEqualTo(Duration.ofSeconds(5));
        assertThat(load().allowed()).contains(3);
        assertThat(load().lessons()).singleElement().satisfies(lesson -> assertThat(lesson.words()).isEqualTo(text));
        assertThat(ask(there, caller("d"))).isEmpty();
        here.release(slots.get(0));
        here.release(slots.get(1));
        clock.pass(Duration.ofMinutes(5));
        for (String login : List.of("e", "f", "g", "h")) {
            ask(there, caller(login));
        }
        assertThat(load().used()).as("one more than learned").isEqualTo(4);
        clock.pass(Duration.ofMinutes(20));
        assertThat(load().allowed()).as("as planned again").contains(8);
    }

    @Test void parallelRefusalsEndAtWhatTheServerBears() {
        limits.put(OLD, connections(8));
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            slots.add(taken(i % 2 == 0 ? here : there, caller("m" + i)));
        }
        slots.subList(2, 8).forEach(slot -> here.heard(slot, words("BYE Too many connections"), "BYE Too many connections"));
        assertThat(load().allowed()).contains(2);
    }

    @Test void aUsersOwnProgramsHoldUpHisMailboxOnly() {
        limits.put(OLD, connections(8));
        taken(here, through("migrator", "anna"));
        assertThat(here.heard(taken(here, through("migrator", "boris")), words(USERIP), USERIP)).isEqualTo(Duration.ofSeconds(5));
        assertThat(load().allowed()).contains(8);
        assertThat(ask(here, through("migrator", "clara"))).isPresent();
    }

    @Test void aServerThatCountsTheServiceLoginTeachesThatBySeveralMailboxes() {
        limits.put(OLD, connections(8));
        taken(here, through("migrator", "anna"));
        taken(there, through("migrator", "boris"));
        here.heard(taken(here, through("migrator", "clara")), words(USERIP), USERIP);
        there.heard(taken(there, through("migrator", "dora")), words(USERIP), USERIP);
        assertThat(load().lessons()).filteredOn(lesson -> lesson.scope() == LimitScope.SERVICE).singleElement()
            .satisfies(lesson -> assertThat(lesson.connections()).contains(2));
        assertThat(ask(there, through("migrator", "emil"))).isEmpty();
        assertThat(ask(there, through("other", "emil"))).isPresent();
    }

    @Test void ratesAreKeptByAllNodesTogether() {
        limits.put(OLD, rates(1_000, 0));
        Duration patience = Duration.ofSeconds(10);
        assertThat(here.book(caller("anna"), false, 4_000, 1, patience)).isZero();
        assertThat(there.book(caller("boris"), true, 6_000, 1, patience)).isEqualTo(Duration.ofSeconds(4));
        assertThat(here.book(caller("anna"), false, 1_000, 1, patience)).isEqualTo(Duration.ofSeconds(10));
        assertThat(there.book(caller("boris"), false, 1_000, 1, patience)).as("not booked").isEqualTo(Duration.ofSeconds(11));
        assertThat(there.book(caller("boris"), false, 1_000, 1, patience)).isEqualTo(Duration.ofSeconds(11));
        clock.pass(Duration.ofSeconds(11));
        assertThat(there.book(caller("boris"), false, 1_000, 1, patience)).isZero();
    }

    @Test void messagesASecondAreKeptBesideBytes() {
        limits.put(OLD, rates(1_000_000, 10));
        here.book(caller("anna"), false, 1, 25, Duration.ZERO);
        assertThat(there.book(caller("anna"), false, 1, 1, Duration.ZERO)).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test void aDaysVolumeHoldsForAnyTwentyFourHours() {
        limits.put(OLD, new ServerLimits(LimitScope.MAILBOX, 0, 15, 0, 0, 1_000, 500));
        assertThat(here.book(caller("anna"), true, 400, 1, Duration.ZERO)).isZero();
        assertThat(here.book(caller("anna"), false, 1_000, 1, Duration.ZERO)).as("the other direction").isZero();
        assertThat(here.book(caller("boris"), true, 400, 1, Duration.ZERO)).as("another mailbox").isZero();
        assertThat(there.book(caller("anna"), true, 200, 1, Duration.ofHours(1))).isBetween(Duration.ofHours(24), Duration.ofHours(25));
        clock.pass(Duration.ofHours(25));
        assertThat(there.book(caller("anna"), true, 500, 1, Duration.ZERO)).isZero();
        clock.pass(Duration.ofHours(25));
        assertThat(there.book(caller("anna"), true, 50_000, 1, Duration.ZERO)).as("larger than a day: when the day is empty").isZero();
    }

    @Test void twoNodesNeverExceedTheLimitWhateverTheOrder() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ServerGateContract seed " + seed);
        limits.put(OLD, connections(3));
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int worker = 0; worker < 8; worker++) {
                Random random = new Random(seed + worker);
                ServerGate gate = worker % 2 == 0 ? here : there;
                String login = "m" + worker;
                work.add(() -> {
                    for (int round = 0; round < 30; round++) {
                        Optional<Slot> slot = ask(gate, caller(login));
                        if (slot.isPresent()) {
                            most.accumulateAndGet(open.incrementAndGet(), Math::max);
                            served.incrementAndGet();
                            for (int spin = random.nextInt(4); spin > 0; spin--) {
                                Thread.yield();
                            }
                            open.decrementAndGet();
                            gate.release(slot.get());
                        }
                    }
                    return true;
                });
            }
            for (Future<Boolean> done : workers.invokeAll(work, 120, TimeUnit.SECONDS)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(most.get()).as("seed %d", seed).isLessThanOrEqualTo(3);
        assertThat(served.get()).as("seed %d", seed).isGreaterThan(20);
        assertThat(load().used()).isZero();
    }

    private static final class Time extends Clock {
        private volatile Instant now = Instant.parse("2026-11-22T10:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override public Instant instant() {
            return now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

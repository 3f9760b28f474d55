package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MigrationException;
import org.mailferry.mailsync.jdbc.GateForTests;

/** The engine behind the gate: what servers bear is kept whatever the engine does, and it says what it waits for. */
class LimitedMailStoresTest {
    private static final String SOURCE = "source:143";
    private static final String TARGET = "target:143";
    private static final Duration SLICE = Duration.ofSeconds(30);

    private final Ferry ferry = new Ferry();
    private final TestDatabase database = TestDatabase.h2();
    private final Map<String, ServerLimits> limits = new ConcurrentHashMap<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final KnownLimits known = server -> limits.getOrDefault(server, ServerLimits.NONE);
    private final ServerGate gate = GateForTests.gate(database, known, ferry.clock);
    private final ServerGate otherNode = GateForTests.gate(database, known, ferry.clock);
    private String refusal = "";
    private int logins;
    private final MailStores servers = (account, deadline) -> {
        logins++;
        if (!refusal.isEmpty()) {
            throw MigrationException.throttled(Duration.ofSeconds(30), refusal);
        }
        return ferry.stores.open(account, deadline);
    };
    private final MailboxSync sync = new MailboxSync(new LimitedMailStores(servers, gate, known, LimitsSettings.defaults(), pause -> {
        pauses.add(pause);
        ferry.clock.pass(pause);
    }), ferry.ledger, ferry.settings, ferry.clock);

    private SliceResult slice() {
        return sync.slice(ferry.job(), Pass.INITIAL, SLICE);
    }

    private int used(String server) {
        return gate.loads().stream().filter(load -> load.server().equals(server)).mapToInt(ServerLoad::used).sum();
    }

    private void fill(int messages, int bytes) {
        for (int i = 0; i < messages; i++) {
            ferry.source.deliver("INBOX", "Subject: " + i + "\r\n\r\n" + "x".repeat(bytes), "01-Jan-2020");
        }
    }

    private static ServerLimits rate(long bytesPerSecond) {
        return new ServerLimits(LimitScope.SERVER, 0, 0, bytesPerSecond, 0, 0, 0);
    }

    @Test void aSliceTakesAPlaceOnEachSideAndGivesItBack() {
        fill(1, 10);
        assertThat(slice().caughtUp()).isTrue();
        assertThat(gate.loads()).extracting(ServerLoad::server).containsExactly(SOURCE, TARGET);
        assertThat(used(SOURCE) + used(TARGET)).isZero();
    }

    @Test void withoutAPlaceNobodyIsConnectedToAndNothingIsLost() {
        limits.put(TARGET, new ServerLimits(LimitScope.SERVER, 1, 0, 0, 0, 0, 0));
        fill(2, 10);
        ServerGate.Slot held = ((ServerGate.Admission.Admitted) otherNode.admit(List.of(new Caller(TARGET, "boris", "")),
            ferry.clock.instant().plusSeconds(60))).slots().get(0);
        SliceResult waiting = slice();
        assertThat(waiting.caughtUp()).isFalse();
        assertThat(waiting.pause()).contains(Duration.ofSeconds(2));
        assertThat(logins).isZero();
        otherNode.release(held);
        assertThat(slice().copied()).isEqualTo(2);
    }

    @Test void aBackOffSaidToOneIsKeptByAllToTheMillisecond() {
        refusal = "source:143 asked for a pause at login: BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds";
        assertThat(slice().pause()).contains(Duration.ofMillis(92_415));
        assertThat(logins).isEqualTo(1);
        refusal = "";
        ferry.clock.pass(Duration.ofMillis(92_414));
        assertThat(slice().pause()).contains(Duration.ofMillis(1));
        assertThat(logins).as("nobody connects before").isEqualTo(1);
        assertThat(used(SOURCE) + used(TARGET)).isZero();
        ferry.clock.pass(Duration.ofMillis(1));
        assertThat(slice().pause()).isEmpty();
        assertThat(logins).isGreaterThan(1);
    }

    @Test void aRateIsKeptByShortWaitsInTheSlice() {
        limits.put(SOURCE, rate(1_000));
        fill(12, 900);
        long began = ferry.clock.millis();
        SliceResult result = slice();
        for (int slices = 1; !result.caughtUp() && slices < 10; slices++) {
            ferry.clock.pass(result.pause().orElse(Duration.ZERO));
            result = slice();
        }
        assertThat(result.caughtUp()).isTrue();
        assertThat(Duration.ofMillis(ferry.clock.millis() - began)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(15));
        assertThat(pauses).isNotEmpty().allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(10)));
        assertThat(ferry.target.mail().get("INBOX")).hasSize(12);
    }

    @Test void aLongWaitForTheRateEndsTheSliceAndEveryMessageArrivesOnce() {
        limits.put(TARGET, rate(50));
        fill(4, 900);
        int slices = 0;
        for (SliceResult result = slice(); !result.caughtUp(); result = slice()) {
            assertThat(slices++).isLessThan(30);
            result.pause().ifPresent(ferry.clock::pass);
        }
        assertThat(slices).isPositive();
        assertThat(ferry.target.mail().get("INBOX")).hasSize(4);
    }

    /** A method that is not handed on would be answered by its default, past the gate or without the server's way of doing it. */
    @Test void everyCallIsHandedOn() {
        assertThat(defaultsLeft(OpenedFolder.class, LimitedFolder.class)).containsExactlyInAnyOrder("read", "append", "flags");
        assertThat(defaultsLeft(MailStore.class, LimitedMailStore.class)).isEmpty();
    }

    private static Stream<String> defaultsLeft(Class<?> port, Class<?> wrapper) {
        return Arrays.stream(port.getMethods()).filter(Method::isDefault).filter(method -> Arrays.stream(wrapper.getDeclaredMethods())
            .noneMatch(own -> own.getName().equals(method.getName()) && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()))).map(Method::getName);
    }
}

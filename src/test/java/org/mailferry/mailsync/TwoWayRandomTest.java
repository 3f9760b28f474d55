package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailferry.mailsync.TwoWayPolicy.Deletions.BOTH;
import static org.mailferry.mailsync.TwoWayPolicy.Deletions.NONE;
import static org.mailferry.mailsync.TwoWayPolicy.Deletions.TARGET;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Users of both sides do whatever they like between passes that are killed or broken anywhere: no message is lost, none is doubled,
 * what was deleted does not come back, also when servers count their UIDs anew, no more is deleted on the source than was approved, flags
 * agree, and two further passes change nothing. The seed is the test's name.
 */
class TwoWayRandomTest {
    private static final List<String> FOLDERS = List.of("INBOX", "Sent", "Archive/2019");
    private static final List<String> NEW_FOLDERS = List.of("INBOX", "Sent", "Archive/2019", "Projects", "Private");
    private static final List<String> FLAGS = List.of("\\Seen", "\\Flagged", "$Label1", "Project-Alpha");

    private final Set<String> deletedOnSource = new HashSet<>();
    private final Set<String> deletedOnTarget = new HashSet<>();
    private int number;
    private int approved;

    static LongStream seeds() {
        Long one = Long.getLong("mailferry.seed");
        long first = Long.getLong("mailferry.first-seed", 1);
        return one != null ? LongStream.of(one) : LongStream.range(first, first + 400);
    }

    @ParameterizedTest(name = "seed {0}") @MethodSource("seeds") void nothingIsLostDoubledOrBroughtBack(long seed) {
        Random random = new Random(seed);
        Ferry ferry = new Ferry();
        TwoWayPolicy.Deletions deletions = List.of(NONE, NONE, TARGET, BOTH).get(random.nextInt(4));
        ferry.twoWay = new TwoWayPolicy(deletions, 100, 1000);
        for (MemoryServer server : List.of(ferry.source, ferry.target)) {
            server.condstore = random.nextInt(3) > 0;
            server.moves = random.nextInt(3) > 0;
            server.estimatesSizes = random.nextInt(5) == 0;
            server.survivors = random.nextInt(3);
            server.listsStatus = random.nextBoolean();
        }
        boolean uidPlus = random.nextInt(4) > 0;
        ferry.source.uidPlus = uidPlus || ferry.source.moves;
        ferry.target.uidPlus = uidPlus || ferry.target.moves;
        for (int i = 0; i < 8; i++) {
            deliver(random, ferry.source, FOLDERS);
        }
        ferry.run(Pass.INITIAL);
        ferry.run(Pass.TWO_WAY);
        for (int round = 0; round < 4; round++) {
            if (random.nextInt(3) == 0) {
                countAnew(random, ferry);
            }
            for (int actions = random.nextInt(8); actions > 0; actions--) {
                act(random, random.nextBoolean() ? ferry.source : ferry.target, ferry);
            }
            disturb(random, ferry);
            ferry.run(Pass.TWO_WAY);
            ferry.tripwire.disarm();
            ferry.run(Pass.TWO_WAY);
            approve(random, ferry);
            ferry.run(Pass.TWO_WAY);
            approveStops(ferry);
            ferry.run(Pass.TWO_WAY);
            int writes = ferry.source.writes + ferry.target.writes;
            ferry.run(Pass.TWO_WAY);
            ferry.run(random.nextBoolean() ? Pass.TWO_WAY : Pass.DELTA);
            assertThat(ferry.source.writes + ferry.target.writes).as("seed %d, round %d, writes when nothing changed", seed, round).isEqualTo(writes);
            check(ferry, "seed " + seed + ", round " + round);
        }
        int writes = ferry.source.writes;
        ferry.run(Pass.BACK);
        assertThat(deletedOnSource).as("seed %d, written on the way back", seed).hasSizeGreaterThanOrEqualTo(ferry.source.writes - writes);
    }

    private void check(Ferry ferry, String what) {
        Map<String, List<String>> here = places(ferry.source);
        Map<String, List<String>> there = places(ferry.target);
        boolean leavesCopies = !ferry.source.moves && !ferry.source.uidPlus || !ferry.target.moves && !ferry.target.uidPlus;
        for (int i = 1; i <= number; i++) {
            String content = "message " + i;
            List<String> s = here.getOrDefault(content, List.of());
            List<String> t = there.getOrDefault(content, List.of());
            if (leavesCopies) {
                boolean deleted = deletedOnSource.contains(content) || deletedOnTarget.contains(content);
                assertThat(s.size() + t.size()).as("%s: %s is lost", what, content).isGreaterThanOrEqualTo(deleted ? 0 : 2);
                continue;
            }
            assertThat(s).as("%s: %s on the source, target has %s", what, content, t).hasSizeBetween(
                deletedOnSource.contains(content) || deletedOnTarget.contains(content) && ferry.twoWay.deletions() == BOTH ? 0 : 1, deletedOnSource.contains(content) ? 0 : 1);
            assertThat(t).as("%s: %s on the target, source has %s", what, content, s).hasSizeBetween(
                deletedOnTarget.contains(content) || deletedOnSource.contains(content) && ferry.twoWay.deletions() != NONE ? 0 : 1, deletedOnTarget.contains(content) ? 0 : 1);
            if (s.size() + t.size() == 2) {
                assertThat(t).as("%s: %s", what, content).isEqualTo(s);
            }
        }
    }

    /** A person names the number of what waits, or does not come to it. */
    private void approve(Random random, Ferry ferry) {
        if (random.nextBoolean()) {
            approved += ferry.links.requests.values().stream().filter(request -> request.subject() == TwoWayRequest.Subject.DELETION
                && request.side() == Side.SOURCE && request.state() == TwoWayRequest.State.REQUESTED).count();
            ferry.links.approveAll();
        }
        assertThat(ferry.links.requests.values().stream().filter(request -> request.subject() == TwoWayRequest.Subject.DELETION
            && request.side() == Side.SOURCE && request.state() == TwoWayRequest.State.DONE)).as("deleted on the source").hasSizeLessThanOrEqualTo(approved);
    }

    private static void approveStops(Ferry ferry) {
        ferry.links.requests.replaceAll((id, request) -> request.subject() == TwoWayRequest.Subject.STOP && request.state() == TwoWayRequest.State.REQUESTED
            ? request.over(TwoWayRequest.State.APPROVED, request.reason()) : request);
    }

    /** Folder and flags of every message. */
    private static Map<String, List<String>> places(MemoryServer server) {
        Map<String, List<String>> places = new TreeMap<>();
        server.folders.forEach((name, folder) -> folder.messages.values().forEach(stored ->
            places.computeIfAbsent(stored.content, key -> new ArrayList<>()).add(name + " " + stored.flags)));
        return places;
    }

    private void deliver(Random random, MemoryServer server, List<String> folders) {
        server.deliver(any(random, folders), "message " + ++number, "0" + (1 + random.nextInt(3)) + "-Jan-2020", flags(random));
    }

    private void act(Random random, MemoryServer server, Ferry ferry) {
        if (random.nextInt(4) == 0) {
            deliver(random, server, NEW_FOLDERS);
            return;
        }
        List<String> filled = server.folders.entrySet().stream().filter(entry -> !entry.getValue().messages.isEmpty()).map(Map.Entry::getKey).toList();
        if (filled.isEmpty()) {
            return;
        }
        String folder = any(random, filled);
        List<Long> uids = List.copyOf(server.folders.get(folder).messages.keySet());
        long uid = uids.get(random.nextInt(uids.size()));
        String content = server.folders.get(folder).messages.get(uid).content;
        switch (random.nextInt(4)) {
            case 0, 1 -> server.setFlags(folder, uid, flags(random));
            case 2 -> {
                String to = any(random, NEW_FOLDERS);
                if (!to.equals(folder)) {
                    server.move(folder, uid, to);
                }
            }
            default -> {
                server.expunge(folder, uid);
                (server == ferry.source ? deletedOnSource : deletedOnTarget).add(content);
                if (!places(server == ferry.source ? ferry.target : ferry.source).containsKey(content)) {
                    deletedOnSource.add(content);
                    deletedOnTarget.add(content);
                }
            }
        }
    }

    /** One or both sides give new UIDs in some folders; what was deleted before is not to come back. */
    private static void countAnew(Random random, Ferry ferry) {
        for (MemoryServer server : List.of(ferry.source, ferry.target)) {
            FOLDERS.stream().filter(folder -> server.folders.containsKey(folder) && random.nextInt(3) == 0).forEach(server::renumber);
        }
        disturb(random, ferry);
        ferry.run(Pass.TWO_WAY);
        ferry.tripwire.disarm();
        ferry.run(Pass.TWO_WAY);
    }

    private static String[] flags(Random random) {
        return FLAGS.stream().filter(flag -> random.nextInt(3) == 0).toArray(String[]::new);
    }

    private static void disturb(Random random, Ferry ferry) {
        ferry.tripwire.disarm();
        int at = 1 + random.nextInt(150);
        if (random.nextBoolean()) {
            ferry.tripwire.dieAt(at);
        } else {
            ferry.tripwire.faultAt(at);
        }
    }

    private static String any(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}

package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random mailboxes full of twins, random changes, random deaths and faults: nothing is lost, nothing is doubled. The seed is the test's name. */
class MailboxSyncRandomTest {
    private static final List<String> FOLDERS = List.of("INBOX", "Sent", "Archive/2019");
    private static final List<String> CONTENTS = List.of("a", "b", "cc", "ddd", "eeee");
    private static final List<String> DAYS = List.of("01-Jan-2020", "02-Jan-2020", "03-Jan-2020");
    private static final List<String> FLAGS = List.of("\\Seen", "\\Flagged", "$Label1", "Project-Alpha");

    static LongStream seeds() {
        Long one = Long.getLong("mailferry.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, 400);
    }

    @ParameterizedTest(name = "seed {0}") @MethodSource("seeds") void nothingIsLostOrDoubled(long seed) {
        Random random = new Random(seed);
        Ferry ferry = new Ferry();
        ferry.source.condstore = random.nextBoolean();
        ferry.source.estimatesSizes = random.nextInt(4) == 0;
        ferry.target.uidPlus = random.nextInt(3) > 0;
        ferry.target.multiAppend = random.nextInt(3) > 0;
        ferry.target.survivors = random.nextInt(4);
        deliver(random, ferry.source, 12);
        for (int round = 0; round < 3; round++) {
            disturb(random, ferry);
            ferry.run(round == 0 ? Pass.INITIAL : round == 1 ? Pass.DELTA : Pass.FINAL);
            ferry.tripwire.disarm();
            ferry.run(Pass.DELTA);
            assertThat(ferry.target.mail()).as("seed %d, round %d", seed, round).isEqualTo(ferry.source.mail());
            deliver(random, ferry.source, 3);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                change(random, ferry);
            }
        }
    }

    /** What the target had before is used up first; the larger number of either side is what remains. */
    @ParameterizedTest(name = "seed {0}") @MethodSource("seeds") void whatTheTargetHadIsCountedIn(long seed) {
        Random random = new Random(seed);
        Ferry ferry = new Ferry();
        ferry.target.multiAppend = random.nextInt(3) > 0;
        ferry.target.survivors = random.nextInt(4);
        deliver(random, ferry.source, 10);
        deliver(random, ferry.target, 6);
        List<String> before = contents(ferry.target);
        List<String> wanted = new ArrayList<>(contents(ferry.source));
        before.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).forEach((content, count) -> {
            long here = wanted.stream().filter(content::equals).count();
            for (long more = here; more < count; more++) {
                wanted.add(content);
            }
        });
        disturb(random, ferry);
        ferry.run(Pass.INITIAL);
        assertThat(contents(ferry.target)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static List<String> contents(MemoryServer server) {
        return server.folders.entrySet().stream().flatMap(folder -> folder.getValue().messages.values().stream()
            .map(stored -> folder.getKey() + " " + stored.content)).toList();
    }

    private static void deliver(Random random, MemoryServer server, int most) {
        for (int messages = random.nextInt(most + 1); messages > 0; messages--) {
            Set<String> flags = FLAGS.stream().filter(flag -> random.nextInt(3) == 0).collect(Collectors.toSet());
            server.deliver(any(random, FOLDERS), any(random, CONTENTS), any(random, DAYS), flags.toArray(String[]::new));
        }
    }

    /** Changes after which both sides must be equal again: no expunges, which stay on the target by design. */
    private static void change(Random random, Ferry ferry) {
        String folder = any(random, FOLDERS);
        MemoryServer.Folder there = ferry.source.folder(folder);
        switch (random.nextInt(4)) {
            case 0 -> ferry.source.renumber(folder);
            case 1 -> ferry.target.renumber(folder);
            case 2 -> ferry.target.folders.remove(folder.equals("INBOX") ? "Sent" : folder);
            default -> there.messages.keySet().stream().findFirst().ifPresent(uid -> ferry.source.setFlags(folder, uid, any(random, FLAGS)));
        }
    }

    private static void disturb(Random random, Ferry ferry) {
        ferry.tripwire.disarm();
        int at = 1 + random.nextInt(120);
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

package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailferry.kernel.MailAccount;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.Pacer;
import org.mailferry.mailsync.imap.ImapForTests;
import org.mailferry.mailsync.jdbc.LedgerFile;
import org.mailferry.realserver.DovecotServer;

/**
 * The engine beside mbsync between the same two Dovecots, in turns: an initial copy, a pass over an unchanged mailbox, a pass over 20 new
 * messages and 20 changed flags. No test of the build, because it asserts no time:
 * {@code mvn test -Dtest=SyncBenchmark -Dmailferry.benchmark.profiles=small:2000,mixed:1000 -Dmailferry.benchmark.rounds=3}. Without
 * mbsync (Debian's package isync) only the engine is measured. Figures: docs/benchmarks.md.
 */
class SyncBenchmark {
    private static final Pattern LOGGED_OUT = Pattern.compile("imap\\(([^)]*)\\).* in=(\\d+) out=(\\d+) ");
    private static final int BATCH = 200;
    private static final long SEED = 20_261_122;

    @TempDir Path folder;
    private final MailsyncSettings settings = MailsyncSettings.defaults();
    private final MailStores stores = ImapForTests.stores(DovecotServer.secrets(), settings);
    private DovecotServer source;
    private DovecotServer target;
    private LedgerFile ledger;

    /** What a pass cost. @param bytes on both servers' lines, both directions */
    private record Cost(double seconds, long bytes) {}

    /** Copies a mailbox as the last state of that tool's left it. */
    private interface Tool {
        void pass(String targetMailbox, Path state) throws Exception;
    }

    static List<String> profiles() {
        return List.of(System.getProperty("mailferry.benchmark.profiles", "small:2000,mixed:1000").split(","));
    }

    @BeforeEach void start() {
        source = DovecotServer.start(DovecotServer.Layout.PLAIN);
        target = DovecotServer.start(DovecotServer.Layout.PLAIN);
        ledger = LedgerFile.open(folder.resolve("ledger"), 1, Clock.systemUTC());
    }

    @AfterEach void stop() {
        ledger.close();
        source.close();
        target.close();
    }

    @ParameterizedTest @MethodSource("profiles") void copies(String profile) throws Exception {
        int messages = Integer.parseInt(profile.substring(profile.indexOf(':') + 1));
        int rounds = Integer.getInteger("mailferry.benchmark.rounds", 3);
        System.out.printf("%n%s, %d rounds, seed %d%n", profile, rounds, SEED);
        Map<String, Tool> tools = tools();
        Map<String, List<List<Cost>>> costs = new LinkedHashMap<>();
        warmUp();
        for (int round = 0; round < rounds; round++) {
            String mailbox = profile.replace(':', '-') + "-" + round + "@corp.test";
            for (Map.Entry<String, Tool> tool : tools.entrySet()) {
                costs.computeIfAbsent(tool.getKey(), any -> new ArrayList<>()).add(run(tool.getKey(), tool.getValue(), mailbox, messages));
            }
        }
        report(messages, costs);
    }

    private Map<String, Tool> tools() {
        Map<String, Tool> tools = new LinkedHashMap<>();
        tools.put("mailferry", this::mailferry);
        tools.put("mailferry-limited", this::limited);
        if (Files.isExecutable(Path.of("/usr/bin/mbsync"))) {
            tools.put("mbsync", this::mbsync);
        } else {
            System.out.println("mbsync is not installed (package isync): there is nothing to compare with");
        }
        return tools;
    }

    /** The start of the JVM and of its compiler is counted apart. */
    private void warmUp() throws Exception {
        fill("warm@corp.test", 500, true);
        mailferry("warm@corp.test", Files.createDirectory(folder.resolve("warm")));
    }

    private List<Cost> run(String name, Tool tool, String mailbox, int messages) throws Exception {
        // Each tool copies a mailbox of its own name, filled alike, so that one's changes are not the other's.
        String own = name + "-" + mailbox;
        fill(own, messages, mailbox.startsWith("mixed"));
        Path state = Files.createDirectory(folder.resolve(own.replace('@', '-')));
        List<Cost> costs = new ArrayList<>();
        costs.add(measured(own, tool, state));
        costs.add(measured(own, tool, state));
        change(own);
        costs.add(measured(own, tool, state));
        assertThat(contents(target, own)).as("%s copied all", name).isEqualTo(contents(source, own));
        return costs;
    }

    private Cost measured(String mailbox, Tool tool, Path state) throws Exception {
        long before = bytes(mailbox);
        long began = System.nanoTime();
        tool.pass(mailbox, state);
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Cost(seconds, bytes(mailbox) - before);
    }

    private void mailferry(String mailbox, Path state) {
        mailferry(stores, mailbox);
    }

    /** What it costs to share the servers with others. */
    private void limited(String mailbox, Path state) {
        KnownLimits known = server -> ServerPreset.DOVECOT.limits();
        mailferry(new LimitedMailStores(stores, ledger.gate(known), known, LimitsSettings.defaults(), Pacer.SLEEPING), mailbox);
    }

    private void mailferry(MailStores stores, String mailbox) {
        MailboxSync sync = new MailboxSync(stores, ledger.ledger(), settings, Clock.systemUTC());
        SyncJob job = new SyncJob(MailboxId.parse("bench/" + mailbox), source.mailbox(mailbox), target.mailbox(mailbox), new SyncPolicy(Set.of(), 0));
        SliceResult result = sync.slice(job, Pass.DELTA, Duration.ofSeconds(55));
        while (!result.caughtUp()) {
            assertThat(result.refused()).isZero();
            result = sync.slice(job, Pass.DELTA, Duration.ofSeconds(55));
        }
    }

    private void mbsync(String mailbox, Path state) throws IOException, InterruptedException {
        Path config = Files.writeString(state.resolve("mbsyncrc"), store("src", source, mailbox) + store("dst", target, mailbox)
            + "Channel copy\nFar :src:\nNear :dst:\nPatterns *\nSync Pull\nCreate Near\nCopyArrivalDate yes\nSyncState " + state + "/\n");
        Process process = new ProcessBuilder("/usr/bin/mbsync", "-q", "-c", config.toString(), "-a").redirectErrorStream(true)
            .redirectOutput(state.resolve("log").toFile()).start();
        assertThat(process.waitFor()).as(() -> "mbsync, see " + state.resolve("log")).isZero();
    }

    private static String store(String name, DovecotServer server, String mailbox) {
        return "IMAPStore %s\nHost 127.0.0.1\nPort %d\nUser %s*%s\nPass %s\nSSLType None\nAuthMechs LOGIN\n\n".formatted(name, server.port(), mailbox,
            DovecotServer.MASTER_USER, DovecotServer.MASTER_PASSWORD);
    }

    private void fill(String mailbox, int messages, boolean mixed) {
        Random random = new Random(SEED);
        try (MailStore store = open(source.mailbox(mailbox))) {
            OpenedFolder inbox = store.openForWriting("INBOX");
            for (int from = 0; from < messages; from += BATCH) {
                List<Message> batch = new ArrayList<>();
                for (int i = from; i < Math.min(messages, from + BATCH); i++) {
                    batch.add(message(i, mixed ? size(random) : 1_800, random));
                }
                inbox.append(batch);
            }
        }
    }

    /** Half of them small, some with attachments: 50 KB on the average. */
    private static int size(Random random) {
        int kind = random.nextInt(100);
        return kind < 60 ? 2_000 + random.nextInt(6_000) : kind < 97 ? 20_000 + random.nextInt(100_000) : 500_000 + random.nextInt(1_000_000);
    }

    private static Message message(int number, int size, Random random) {
        StringBuilder text = new StringBuilder("From: a@corp.test\r\nTo: b@corp.test\r\nSubject: Message ").append(number)
            .append("\r\nMessage-ID: <").append(number).append('.').append(random.nextLong()).append("@corp.test>\r\n\r\n");
        while (text.length() < size) {
            text.append(String.format(Locale.ROOT, "%016x%016x%016x%016x\r\n", random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
        }
        Flags flags = Flags.of(number % 3 == 0 ? List.of() : number % 7 == 0 ? List.of("\\Seen", "$Label1") : List.of("\\Seen"));
        return new Message(number + 1L, flags, new InternalDate(String.format(Locale.ROOT, "%02d-Mar-2021 10:%02d:%02d +0300", 1 + number % 28, number % 60,
            number / 60 % 60)), Content.of(text.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }

    private void change(String mailbox) {
        Random random = new Random(SEED + 1);
        try (MailStore store = open(source.mailbox(mailbox))) {
            OpenedFolder inbox = store.openForWriting("INBOX");
            List<Message> fresh = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                fresh.add(message(1_000_000 + i, 1_800, random));
            }
            inbox.append(fresh);
            inbox.changeFlags(java.util.stream.LongStream.rangeClosed(1, 20).boxed().toList(), Flags.of(List.of("\\Flagged")), Flags.NONE);
        }
    }

    private MailStore open(MailAccount account) {
        return stores.open(account, Deadline.in(Clock.systemUTC(), Duration.ofMinutes(10), Duration.ofMinutes(1)));
    }

    /** How many messages of each digest; mbsync loses keywords and adds a header of its own, so only the engine's are compared whole. */
    private List<String> contents(DovecotServer server, String mailbox) {
        List<String> found = new ArrayList<>();
        try (MailStore store = open(server.mailbox(mailbox))) {
            OpenedFolder inbox = store.openForReading("INBOX");
            boolean whole = mailbox.startsWith("mailferry");
            inbox.entries(inbox.uidsFrom(1).toList()).forEach(entry -> found.add(entry.date().instant() + (whole ? " " + entry.flags() + " " + entry.sizeBytes() : "")));
        }
        found.sort(null);
        return found;
    }

    private long bytes(String mailbox) {
        return List.of(source, target).stream().mapToLong(server -> {
            long sum = 0;
            Matcher line = LOGGED_OUT.matcher(server.log());
            while (line.find()) {
                sum += line.group(1).equals(mailbox) ? Long.parseLong(line.group(2)) + Long.parseLong(line.group(3)) : 0;
            }
            return sum;
        }).sum();
    }

    private static void report(int messages, Map<String, List<List<Cost>>> costs) {
        System.out.println("| Tool | Initial, messages/s | Unchanged, s | KB | 20 new + 20 flags, s | KB |");
        System.out.println("|---|---|---|---|---|---|");
        costs.forEach((tool, rounds) -> System.out.printf(Locale.ROOT, "| %s | %.0f | %.3f | %.1f | %.3f | %.1f |%n", tool, messages / median(rounds, 0),
            median(rounds, 1), rounds.get(0).get(1).bytes() / 1_000.0, median(rounds, 2), rounds.get(0).get(2).bytes() / 1_000.0));
        if (costs.containsKey("mbsync")) {
            System.out.printf(Locale.ROOT, "Initial: %.2f times mbsync's rate; unchanged: %.2f of its time; increment: %.2f%n",
                median(costs.get("mbsync"), 0) / median(costs.get("mailferry"), 0), median(costs.get("mailferry"), 1) / median(costs.get("mbsync"), 1),
                median(costs.get("mailferry"), 2) / median(costs.get("mbsync"), 2));
        }
    }

    private static double median(List<List<Cost>> rounds, int pass) {
        double[] seconds = rounds.stream().mapToDouble(round -> round.get(pass).seconds()).sorted().toArray();
        return seconds[seconds.length / 2];
    }
}

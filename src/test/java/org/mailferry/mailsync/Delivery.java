package org.mailferry.mailsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailsync.RealSides.Pair;
import org.mailferry.mailsync.RealSides.Side;
import org.mailferry.mailsync.jdbc.LedgerForTests;
import org.mailferry.realserver.ImapTalk;
import org.mailferry.realserver.WireProxy;
import org.mailferry.reconcile.Discrepancy;
import org.mailferry.reconcile.Discrepancy.Kind;
import org.mailferry.reconcile.Findings;
import org.mailferry.reconcile.ReconcileForTests;
import org.mailferry.reconcile.jdbc.FindingsForTests;

/**
 * Carries an INBOX from one real server to another and holds every message against the measure: what becomes of the same bytes when they
 * are handed to the target by hand. Nothing but the target itself may refuse or alter a message, and then it is listed.
 */
final class Delivery {
    private final Pair pair;
    private final String login;
    private final Map<Long, String> given;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final String there;
    private int identical;
    private int altered;

    Delivery(Pair pair, String login, String there) {
        this.pair = pair;
        this.login = login;
        this.there = there;
        this.given = contents(pair.source(), login);
    }

    /** @return what the server does not take, by name */
    static Map<String, String> fill(Side side, String login, Map<String, byte[]> mail) {
        Map<String, String> notTaken = new TreeMap<>();
        try (ImapTalk talk = side.server().talk(login)) {
            AtomicInteger minute = new AtomicInteger();
            mail.forEach((name, bytes) -> {
                // Each at its own time, as mail comes: a copy that the target altered is known by it.
                String date = String.format("\"%02d-Feb-2012 %02d:%02d:00 +0300\"", 1 + minute.get() / 1440, minute.get() / 60 % 24, minute.getAndIncrement() % 60);
                String answer = talk.offer("INBOX", date, bytes);
                if (!answer.startsWith("OK")) {
                    notTaken.put(name, answer);
                }
            });
        }
        return notTaken;
    }

    /**
     * Runs a first copy, a second pass and the comparison.
     *
     * @param lost the answer to this message, counted as they are sent, does not come back
     * @throws AssertionError where a message is not as it should be
     */
    void run(int lost) {
        try (WireProxy proxy = WireProxy.before(pair.target().server())) {
            proxy.set(WireProxy.Trap.ANSWER_LOST, lost);
            run(proxy);
            assertThat(proxy.sprung()).as("%s: answer %d was lost", pair, lost).isEqualTo(lost > 0);
        }
    }

    private void run(WireProxy proxy) {
        SyncJob job = RealFerry.job(there, pair.source().server().mailbox(login), pair.target().server().mailboxBehind(proxy.port(), there));
        TestDatabase database = TestDatabase.h2();
        Ferry.TestClock clock = new Ferry.TestClock();
        SyncLedger ledger = LedgerForTests.ledger(database, clock);
        RealFerry ferry = new RealFerry(job, ledger, clock, RealFerry.stores(), proxy::awaitServerDone);
        ferry.run(Pass.INITIAL);
        ferry.run(Pass.FINAL);

        FolderRecord inbox = ledger.folders(job.mailbox(), Direction.FORWARD).stream().filter(folder -> folder.sourceName().equals("INBOX")).findFirst().orElseThrow();
        Map<Long, MessageRecord> lines = ledger.messages(inbox.id()).stream().collect(Collectors.toMap(MessageRecord::sourceUid, Function.identity()));
        Map<Long, String> arrived = contents(pair.target(), there);
        assertThat(lines.keySet()).as("%s: every message has its line", pair).isEqualTo(given.keySet());
        Map<Long, Kind> expected = new TreeMap<>();
        try (ImapTalk byHand = pair.target().server().talk("hand-" + there)) {
            lines.forEach((uid, line) -> judge(line, arrived, byHand, expected));
        }
        assertThat(lines.values().stream().filter(MessageRecord::isOnTarget).map(line -> line.targetUid().orElseThrow())).as("%s: each once", pair)
            .doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(arrived.keySet());
        assertThat(pair.target().server().log()).doesNotContain("Panic");
        assertThat(found(database, job, ledger, clock)).as("%s: the comparison names them", pair).isEqualTo(expected);
    }

    private void judge(MessageRecord line, Map<Long, String> arrived, ImapTalk byHand, Map<Long, Kind> expected) {
        String content = given.get(line.sourceUid());
        String what = pair + ", UID " + line.sourceUid() + " of " + login;
        if (line.isOnTarget() && content.equals(arrived.get(line.targetUid().orElseThrow()))) {
            identical++;
            return;
        }
        String answer = byHand.offer("INBOX", "", content.getBytes(StandardCharsets.ISO_8859_1));
        if (!line.isOnTarget()) {
            assertThat(answer).as(what + ": " + line.reason()).doesNotStartWith("OK");
            assertThat(line.outcome()).as(what).isEqualTo(Outcome.REFUSED);
            assertThat(line.reason()).as(what).isEqualTo("The target did not take it: " + answer);
            refusals.merge(answer, 1, Integer::sum);
            expected.put(line.sourceUid(), Kind.REFUSED);
            return;
        }
        assertThat(answer).as(what).startsWith("OK");
        // Courier appends to no folder that is open for reading only.
        byHand.ok("SELECT INBOX");
        List<String> fetched = byHand.ok("FETCH * (UID BODY.PEEK[])");
        assertThat(arrived.get(line.targetUid().orElseThrow())).as(what).isEqualTo(content(fetched.stream().filter(each -> each.contains("BODY[]")).findFirst().orElseThrow()));
        altered++;
        expected.put(line.sourceUid(), Kind.ALTERED);
    }

    private Map<Long, Kind> found(TestDatabase database, SyncJob job, SyncLedger ledger, Clock clock) {
        Findings findings = FindingsForTests.findings(database, clock);
        var verification = ReconcileForTests.verification(database, RealFerry.stores(), ledger, RealFerry.SMALL_BATCHES, clock);
        assertThat(verification.slice(job, Duration.ofMinutes(5)).toEnd()).isTrue();
        Map<Long, Kind> found = new TreeMap<>();
        long run = verification.lastRun(job.mailbox()).orElseThrow();
        for (Kind kind : Kind.values()) {
            for (Discrepancy each : findings.open(job.mailbox(), Direction.FORWARD, run, kind, 0, 10_000)) {
                found.put(each.sourceUid(), kind);
            }
        }
        return found;
    }

    private static Map<Long, String> contents(Side side, String login) {
        try (ImapTalk talk = side.server().talk(login)) {
            Map<Long, String> contents = new HashMap<>();
            boolean empty = talk.ok("EXAMINE INBOX").contains("* 0 EXISTS");
            for (String line : empty ? List.<String>of() : talk.ok("FETCH 1:* (UID BODY.PEEK[])")) {
                if (line.contains(" FETCH (")) {
                    int uid = line.indexOf("UID ") + 4;
                    contents.put(Long.parseLong(line.substring(uid, line.indexOf(' ', uid))), content(line));
                }
            }
            return contents;
        }
    }

    private static String content(String line) {
        String rest = line.substring(line.indexOf("BODY[] ") + 7);
        if (rest.startsWith("{")) {
            int start = rest.indexOf('\n') + 1;
            return rest.substring(start, start + Integer.parseInt(rest.substring(1, rest.indexOf('}'))));
        }
        return rest.startsWith("NIL") ? "" : rest.substring(1, rest.lastIndexOf('"')).replaceAll("\\\\(.)", "$1");
    }

    @Override public String toString() {
        return String.format("%s: %d given, %d identical, %d altered by the target, %d refused by it %s", pair, given.size(), identical, altered,
            given.size() - identical - altered, refusals);
    }
}

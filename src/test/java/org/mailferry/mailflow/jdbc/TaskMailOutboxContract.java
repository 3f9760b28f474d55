package org.mailferry.mailflow.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.mailferry.database.TestDatabase;
import org.mailferry.mailflow.TaskMail;
import org.mailferry.mailflow.TaskMailOutbox;

abstract class TaskMailOutboxContract {
    private static final Instant NOW = Instant.parse("2026-12-24T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final TestDatabase database = database();
    private final TaskMailOutbox outbox = new JdbcTaskMailOutbox(database.jdbc());

    abstract TestDatabase database();

    @Test void mailIsClaimedByOneNodeOnly() {
        add("t1");
        assertThat(outbox.claim("one", NOW, LEASE, 10)).extracting(TaskMail::taskId).containsExactly("t1");
        assertThat(outbox.claim("two", NOW, LEASE, 10)).isEmpty();
    }

    @Test void claimsOfADeadNodeComeBack() {
        add("t1");
        outbox.claim("dead", NOW, LEASE, 10);
        List<TaskMail> again = outbox.claim("two", NOW.plus(LEASE), LEASE, 10);
        assertThat(again).extracting(TaskMail::attempts).containsExactly(2);
        outbox.sent(again.get(0), "dead", NOW);
        assertThat(state()).as("the dead node has no say any more").isEqualTo("WAITING");
        outbox.sent(again.get(0), "two", NOW);
        assertThat(state()).isEqualTo("SENT");
    }

    @Test void failedMailWaitsForItsNextTry() {
        add("t1");
        TaskMail mail = outbox.claim("one", NOW, LEASE, 10).get(0);
        outbox.failed(mail, "one", "x".repeat(5_000), NOW.plusSeconds(60));
        assertThat(outbox.claim("one", NOW.plusSeconds(59), LEASE, 10)).isEmpty();
        assertThat(outbox.claim("one", NOW.plusSeconds(60), LEASE, 10)).hasSize(1);
    }

    @Test void sentAndOutdatedMailIsNeverClaimedAgain() {
        add("t1");
        add("t2");
        List<TaskMail> mails = outbox.claim("one", NOW, LEASE, 10);
        outbox.sent(mails.get(0), "one", NOW);
        outbox.outdated(mails.get(1), "one");
        assertThat(outbox.claim("one", NOW.plus(Duration.ofDays(1)), LEASE, 10)).isEmpty();
    }

    @Test void oneTaskIsAnnouncedToAGroupOnce() {
        add("t1");
        add("t1");
        assertThat(outbox.claim("one", NOW, LEASE, 10)).hasSize(1);
    }

    @Test void nodesThatClaimAtOnceShareTheMailWithoutDoublingAny() throws Exception {
        for (int i = 0; i < 60; i++) {
            add("t" + i);
        }
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Callable<List<TaskMail>>> claims = List.of(() -> claimAll("one"), () -> claimAll("two"));
            List<String> claimed = new ArrayList<>();
            for (Future<List<TaskMail>> result : nodes.invokeAll(claims)) {
                result.get().forEach(mail -> claimed.add(mail.taskId()));
            }
            assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
        } finally {
            nodes.shutdownNow();
        }
    }

    private List<TaskMail> claimAll(String node) {
        List<TaskMail> all = new ArrayList<>();
        List<TaskMail> some = outbox.claim(node, NOW, LEASE, 7);
        int empty = 0;
        while (empty < 5) {
            all.addAll(some);
            empty = some.isEmpty() ? empty + 1 : 0;
            some = outbox.claim(node, NOW, LEASE, 7);
        }
        return all;
    }

    private void add(String taskId) {
        outbox.add(new TaskMail(0, taskId, "Approve window", TaskMail.Kind.GROUP, "change-managers", "corp", "corp/first", 0), NOW);
    }

    private String state() {
        return database.jdbc().sql("select state from mailflow_task_mail").query(String.class).single();
    }
}

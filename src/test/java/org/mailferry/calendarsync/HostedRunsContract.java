package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.HostedCalendarJob.Operation;
import org.mailferry.calendarsync.HostedRuns.Run;
import org.mailferry.calendarsync.HostedRuns.State;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.MailboxId;

public abstract class HostedRunsContract {
    private static final MailboxId ANNA = MailboxId.parse("corp/anna@corp.test");
    private static final MailboxId BORIS = MailboxId.parse("corp/boris@corp.test");
    private static final Instant NOON = Instant.parse("2026-12-24T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(600);

    protected abstract TestDatabase database();

    protected abstract HostedRuns runs();

    @Test void aRunIsBegunOnceAndItsEndIsKept() {
        assertThat(runs().find(ANNA, "t", Operation.SYNC)).isEmpty();
        Run run = begin(ANNA, "t", Operation.SYNC, NOON).orElseThrow();
        assertThat(run).isEqualTo(new Run(ANNA, "t", Operation.SYNC, 1, State.RUNNING, LATER, ""));
        assertThat(begin(ANNA, "t", Operation.SYNC, NOON)).isEmpty();
        assertThat(runs().end(run, State.DONE, "well", NOON)).isTrue();
        assertThat(runs().end(run, State.FAILED, "late word", NOON)).as("an end stays").isFalse();
        assertThat(runs().find(ANNA, "t", Operation.SYNC)).hasValue(new Run(ANNA, "t", Operation.SYNC, 1, State.DONE, NOON, "well"));
        assertThat(begin(ANNA, "t", Operation.SYNC, LATER)).as("done is done").isEmpty();
    }

    @Test void oneMailboxHasOneRunAtATimeAndAnotherItsOwn() {
        begin(ANNA, "t", Operation.SYNC, NOON).orElseThrow();
        assertThat(begin(ANNA, "other move", Operation.SYNC, NOON)).isEmpty();
        assertThat(begin(ANNA, "t", Operation.SUBSCRIBE, NOON)).isEmpty();
        assertThat(begin(BORIS, "t", Operation.SYNC, NOON)).isPresent();
        assertThat(begin(ANNA, "other move", Operation.SYNC, LATER)).as("whoever ran it died").isPresent();
    }

    @Test void aFailureIsBegunAgainOnlyAfterAPersonWasTold() {
        Run run = begin(ANNA, "t", Operation.SYNC, NOON).orElseThrow();
        runs().end(run, State.FAILED, "x".repeat(5_000), NOON);
        assertThat(begin(ANNA, "t", Operation.SYNC, LATER)).isEmpty();
        runs().told(run);
        Run again = begin(ANNA, "t", Operation.SYNC, LATER).orElseThrow();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(runs().end(run, State.DONE, "an end of the first attempt", NOON)).isFalse();
        assertThat(runs().find(ANNA, "t", Operation.SYNC).orElseThrow().state()).isEqualTo(State.RUNNING);
    }

    @Test void whatWasNotBegunWaitsForItsTime() {
        Run run = begin(ANNA, "t", Operation.SYNC, NOON).orElseThrow();
        runs().end(run, State.NOT_BEGUN, "no route", NOON.plusSeconds(60));
        assertThat(begin(ANNA, "t", Operation.SYNC, NOON.plusSeconds(59))).isEmpty();
        assertThat(begin(ANNA, "t", Operation.SYNC, NOON.plusSeconds(60))).isPresent();
    }

    @Test void aBeginOutlivesTheCallersRollbackAndATellingDoesNot() {
        database().transaction().executeWithoutResult(status -> {
            begin(ANNA, "t", Operation.SYNC, NOON).orElseThrow();
            status.setRollbackOnly();
        });
        Run run = runs().find(ANNA, "t", Operation.SYNC).orElseThrow();
        runs().end(run, State.FAILED, "bad", NOON);
        database().transaction().executeWithoutResult(status -> {
            runs().told(run);
            status.setRollbackOnly();
        });
        assertThat(runs().find(ANNA, "t", Operation.SYNC).orElseThrow().state()).isEqualTo(State.FAILED);
    }

    @Test void ofManyAtOnceOneBegins() {
        long begun = IntStream.range(0, 16).parallel().mapToObj(index -> begin(ANNA, "t", Operation.SYNC, NOON)).filter(Optional::isPresent).count();
        assertThat(begun).isEqualTo(1);
    }

    private Optional<Run> begin(MailboxId mailbox, String turn, Operation operation, Instant now) {
        return runs().begin(mailbox, turn, operation, now, LATER);
    }
}

package org.mailferry.calendarsync.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.calendarsync.CalendarSliceResult;
import org.mailferry.calendarsync.HostedCalendarJob;
import org.mailferry.calendarsync.HostedCalendarJob.Operation;
import org.mailferry.calendarsync.HostedRuns;
import org.mailferry.calendarsync.HostedSettings;
import org.mailferry.calendarsync.jdbc.CalendarMemoryForTests;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.SecretReference;
import org.mailferry.remote.RemoteCommand;
import org.mailferry.remote.RemoteHost;
import org.mailferry.remote.RemoteResult;
import org.mailferry.remote.RemoteResult.End;

class VkCalendarsTest {
    private static final RemoteResult GOOD = new RemoteResult(End.EXITED, 0, "synced 12 events", "", true);
    private static final RemoteResult BAD = new RemoteResult(End.EXITED, 1, "rpc error: user not found", "", true);
    private static final HostedSettings SETTINGS = new HostedSettings(Duration.ofMinutes(15), 2, Duration.ofSeconds(10));
    private static final MailboxId ANNA = MailboxId.parse("corp/anna.smith@old.test");

    private final HostedRuns runs = CalendarMemoryForTests.hostedRuns(TestDatabase.h2());
    private final List<RemoteCommand> commands = new ArrayList<>();
    private final Deque<Supplier<RemoteResult>> answers = new ArrayDeque<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<AuditEntry> audited = new ArrayList<>();
    private Instant now = Instant.parse("2026-12-24T12:00:00Z");
    private VkCalendars calendars = node();

    @Test void syncComesBeforeSubscribeAndEachRunsOnce() {
        answers.add(() -> GOOD);
        answers.add(() -> GOOD);
        assertThat(calendars.slice(both()).pause()).hasValue(Duration.ofSeconds(10));
        assertThat(calendars.slice(both()).caughtUp()).as("not before its end").isFalse();
        work();
        assertThat(calendars.slice(both()).caughtUp()).isFalse();
        work();
        assertThat(calendars.slice(both()).caughtUp()).isTrue();
        assertThat(calendars.slice(both()).caughtUp()).isTrue();
        assertThat(commands).extracting(RemoteCommand::line).containsExactly("sudo -n /home/deployer/sync_all.sh Anna.Smith@new.test",
            "sudo -n /home/deployer/subscribe.sh Anna.Smith@new.test");
        assertThat(commands).allSatisfy(command -> {
            assertThat(command.terminal()).isTrue();
            assertThat(command.timeLimit()).isEqualTo(Duration.ofMinutes(15));
        });
        assertThat(audited).extracting(AuditEntry::action).containsExactly("ran calendar script", "ran calendar script");
    }

    @Test void anotherTurnHasEverythingDoneAnew() {
        answers.add(() -> GOOD);
        answers.add(() -> GOOD);
        runToTheEnd(job("move/FIRST", Operation.SYNC));
        runToTheEnd(job("move/LAST", Operation.SYNC));
        assertThat(commands).hasSize(2);
    }

    @Test void aFailureIsToldOnceAndBegunAgainOnlyByWhoComesAfterThat() {
        answers.add(() -> BAD);
        answers.add(() -> GOOD);
        HostedCalendarJob job = job("move", Operation.SYNC);
        calendars.slice(job);
        work();
        CalendarSliceResult result = calendars.slice(job);
        assertThat(result.refusal().orElseThrow()).contains("sync_all.sh on vk.test:22 for Anna.Smith@new.test ended with exit code 1", "user not found", "V73");
        assertThat(commands).hasSize(1);
        assertThat(calendars.slice(job).pause()).as("after the person's decision").isPresent();
        work();
        assertThat(calendars.slice(job).caughtUp()).isTrue();
    }

    @Test void aScriptWhoseEndNobodySawIsNotBegunAgainWithoutAPerson() {
        HostedCalendarJob job = job("move", Operation.SYNC);
        calendars.slice(job);
        waiting.clear();
        calendars = node();
        now = now.plus(Duration.ofMinutes(16));
        assertThat(calendars.slice(job).pause()).as("it may still run").isPresent();
        now = now.plus(Duration.ofMinutes(2));
        assertThat(calendars.slice(job).refusal().orElseThrow()).contains("its end was not seen");
        assertThat(commands).isEmpty();
        assertThat(waiting).isEmpty();
    }

    @Test void anEndThatComesAfterItWasGivenUpChangesNothing() {
        answers.add(() -> GOOD);
        HostedCalendarJob job = job("move", Operation.SYNC);
        calendars.slice(job);
        now = now.plus(Duration.ofMinutes(18));
        assertThat(node().slice(job).refusal()).isPresent();
        work();
        assertThat(runs.find(ANNA, "move", Operation.SYNC).orElseThrow().state()).isEqualTo(HostedRuns.State.TOLD);
    }

    @Test void aHostThatIsNotReachedIsTriedAgainQuietlyAndThenAPersonHears() {
        HostedCalendarJob job = job("move", Operation.SYNC);
        for (int attempt = 1; attempt <= 5; attempt++) {
            answers.add(() -> { throw MigrationException.transientFailure("vk.test:22 was not reached over SSH: no route to host", null); });
            assertThat(calendars.slice(job).refusal()).isEmpty();
            work();
            assertThat(waiting).isEmpty();
            assertThat(calendars.slice(job).refusal().isPresent()).as("attempt %d", attempt).isEqualTo(attempt == 5);
            assertThat(waiting).as("not before a minute is over").isEmpty();
            now = now.plus(Duration.ofMinutes(1));
        }
        assertThat(commands).hasSize(5);
    }

    @Test void aRefusedLoginIsToldAtOnce() {
        answers.add(() -> { throw MigrationException.permanent("vk.test:22 refused the login of deployer"); });
        HostedCalendarJob job = job("move", Operation.SYNC);
        calendars.slice(job);
        work();
        assertThat(calendars.slice(job).refusal().orElseThrow()).contains("was not begun: vk.test:22 refused the login");
    }

    @Test void onlySoManyRunAtOnceAndTheOthersWaitUnrecorded() {
        for (String name : new String[] {"a", "b", "c"}) {
            calendars.slice(of(MailboxId.parse("corp/" + name + "@old.test"), name + "@new.test", "deployer", "move", Operation.SYNC));
        }
        assertThat(waiting).hasSize(2);
        assertThat(runs.find(MailboxId.parse("corp/c@old.test"), "move", Operation.SYNC)).isEmpty();
        answers.add(() -> GOOD);
        work();
        calendars.slice(of(MailboxId.parse("corp/c@old.test"), "c@new.test", "deployer", "move", Operation.SYNC));
        assertThat(waiting).as("a slot is free again").hasSize(2);
    }

    @Test void aLoginThatIsNoPlainAddressIsGivenToNoScript() {
        for (String login : new String[] {"-operation=drop@new.test", "o'neil@new.test", "$(reboot)@new.test", "a;b@new.test", "a b@new.test".replace(" ", "\\"), "анна@new.test", "a@new.test;id", "a@-x"}) {
            assertThatThrownBy(() -> calendars.slice(of(ANNA, login, "deployer", "move", Operation.SYNC))).as(login)
                .isInstanceOf(MigrationException.class).hasMessageContaining("is not given to a script");
        }
        assertThat(runs.find(ANNA, "move", Operation.SYNC)).as("nothing was begun").isEmpty();
        assertThat(waiting).isEmpty();
    }

    @Test void rootNeedsNoSudo() {
        answers.add(() -> GOOD);
        runToTheEnd(of(ANNA, "anna@new.test", "root", "move", Operation.SYNC));
        assertThat(commands.get(0).line()).isEqualTo("/home/deployer/sync_all.sh anna@new.test");
    }

    @Test void aNodeThatIsBeingStoppedLeavesTheWorkToAnother() {
        calendars = new VkCalendars(runs, runner(work -> { throw new RejectedExecutionException(); }), SETTINGS.poll(), clock());
        calendars.slice(job("move", Operation.SYNC));
        calendars = node();
        answers.add(() -> GOOD);
        runToTheEnd(job("move", Operation.SYNC));
        assertThat(commands).hasSize(1);
    }

    private void runToTheEnd(HostedCalendarJob job) {
        calendars.slice(job);
        work();
        assertThat(calendars.slice(job).caughtUp()).isTrue();
    }

    private void work() {
        waiting.remove().run();
    }

    private static HostedCalendarJob both() {
        return job("move", Operation.SYNC, Operation.SUBSCRIBE);
    }

    private static HostedCalendarJob job(String turn, Operation... operations) {
        return of(ANNA, "Anna.Smith@new.test", "deployer", turn, operations);
    }

    private static HostedCalendarJob of(MailboxId mailbox, String login, String user, String turn, Operation... operations) {
        RemoteHost host = new RemoteHost("vk.test", 22, List.of(), user, RemoteHost.Proof.PASSWORD, SecretReference.parse("env:VK"));
        return new HostedCalendarJob(mailbox, EmailAddress.parse(login), host, "/home/deployer", true, List.of(operations), turn);
    }

    /** Another process on the same database. */
    @Test void aLookAsksWhetherBothScriptsMayRunAndBeginsNeither() {
        RemoteHost host = both().host();
        answers.add(() -> new RemoteResult(End.EXITED, 0, "/home/deployer/sync_all.sh", "", true));
        answers.add(() -> new RemoteResult(End.EXITED, 1, "", "", true));
        assertThat(calendars.obstacle(host, "/home/deployer").orElseThrow()).contains("may not run /home/deployer/subscribe.sh", "no sudo rule without a password names it");
        assertThat(commands).extracting(RemoteCommand::line).containsExactly("sudo -n -l /home/deployer/sync_all.sh", "sudo -n -l /home/deployer/subscribe.sh");
        answers.add(() -> {
            throw MigrationException.permanent("the host key changed");
        });
        assertThat(calendars.obstacle(host, "/home/deployer")).hasValue("the host key changed");
        answers.add(() -> GOOD);
        answers.add(() -> GOOD);
        assertThat(calendars.obstacle(host, "/home/deployer")).isEmpty();
    }

    private VkCalendars node() {
        return new VkCalendars(runs, runner(waiting::add), SETTINGS.poll(), clock());
    }

    private VkRunner runner(java.util.concurrent.Executor executor) {
        return new VkRunner((host, command) -> {
            commands.add(command);
            return answers.remove().get();
        }, runs, new Trail(), SETTINGS, clock(), executor);
    }

    private Clock clock() {
        return new Clock() {
            @Override public Instant instant() {
                return now;
            }

            @Override public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private final class Trail implements AuditTrail {
        @Override public void record(AuditEntry entry) {
            audited.add(entry);
        }

        @Override public List<RecordedEntry> of(PlanName plan) {
            return List.of();
        }

        @Override public OptionalLong firstBreak(PlanName plan) {
            return OptionalLong.empty();
        }
    }
}

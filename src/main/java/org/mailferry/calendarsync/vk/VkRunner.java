package org.mailferry.calendarsync.vk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.calendarsync.HostedCalendarJob;
import org.mailferry.calendarsync.HostedRuns;
import org.mailferry.calendarsync.HostedRuns.Run;
import org.mailferry.calendarsync.HostedRuns.State;
import org.mailferry.calendarsync.HostedSettings;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Redaction;
import org.mailferry.remote.RemoteCommand;
import org.mailferry.remote.RemoteCommands;
import org.mailferry.remote.RemoteHost;
import org.mailferry.remote.RemoteResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs scripts beside the engine's jobs, which a script may outlive by far. */
final class VkRunner {
    private static final Logger log = LoggerFactory.getLogger(VkRunner.class);
    /** Between two attempts to reach a host, and how many of them a person need not hear of. */
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);
    private static final int QUIET_ATTEMPTS = 5;
    private static final Duration LOOK = Duration.ofSeconds(10);
    /** For the connection, the login and the line in our tables, besides the script itself. */
    private static final Duration AROUND = Duration.ofMinutes(2);

    private final RemoteCommands commands;
    private final HostedRuns runs;
    private final AuditTrail trail;
    private final HostedSettings settings;
    private final Clock clock;
    private final Executor executor;
    private final Semaphore slots;

    VkRunner(RemoteCommands commands, HostedRuns runs, AuditTrail trail, HostedSettings settings, Clock clock, Executor executor) {
        this.commands = commands;
        this.runs = runs;
        this.trail = trail;
        this.settings = settings;
        this.clock = clock;
        this.executor = executor;
        this.slots = new Semaphore(settings.parallel());
    }

    /** Begins it when a slot is free and nobody else did. @throws MigrationException {@code PERMANENT} for a login that no script is given */
    void begin(HostedCalendarJob job, HostedCalendarJob.Operation operation) {
        RemoteCommand command = VkScript.command(job, operation, settings.timeLimit());
        if (!slots.tryAcquire()) {
            return;
        }
        boolean handedOver = false;
        try {
            Instant now = clock.instant();
            Optional<Run> run = runs.begin(job.mailbox(), job.turn(), operation, now, now.plus(settings.timeLimit()).plus(AROUND));
            if (run.isPresent()) {
                handedOver = handedOver(job, run.get(), command);
            }
        } finally {
            if (!handedOver) {
                slots.release();
            }
        }
    }

    /** Why a script could not be run; empty when it could. */
    Optional<String> obstacle(RemoteHost host, String scripts, HostedCalendarJob.Operation operation) {
        try {
            RemoteResult result = commands.run(host, VkScript.mayRun(host, scripts, operation, LOOK));
            return result.succeeded() ? Optional.empty() : Optional.of(host.login() + " may not run " + scripts + "/" + VkScript.name(operation) + " on " + host
                + ": " + (result.errors().isBlank() ? "it is not there, or no sudo rule without a password names it" : Redaction.of(result.errors().strip())));
        } catch (MigrationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private boolean handedOver(HostedCalendarJob job, Run run, RemoteCommand command) {
        try {
            executor.execute(() -> carryOut(job, run, command));
            return true;
        } catch (RejectedExecutionException e) {
            end(job, run, State.NOT_BEGUN, "was not begun: this node of Mailferry is being stopped", clock.instant());
            return false;
        }
    }

    private void carryOut(HostedCalendarJob job, Run run, RemoteCommand command) {
        try {
            VkOutput output = new VkOutput(commands.run(job.host(), command));
            // Our own end interrupts the waiting; the database would not take its record from an interrupted thread.
            Thread.interrupted();
            Optional<String> problem = output.problem(job.login().text());
            end(job, run, problem.isPresent() ? State.FAILED : State.DONE, problem.orElse("ended without errors"), run.until());
        } catch (MigrationException e) {
            boolean quiet = e.kind() != FailureKind.PERMANENT && run.attempt() % QUIET_ATTEMPTS != 0;
            end(job, run, quiet ? State.NOT_BEGUN : State.FAILED, "was not begun: " + e.getMessage(), clock.instant().plus(AGAIN_AFTER));
        } catch (RuntimeException e) {
            // Without a line about its end it is taken for one whose end was not seen, once its time is over.
            log.error("The end of {} for {} was not recorded", VkScript.name(run.operation()), job.mailbox(), e);
        } finally {
            slots.release();
        }
    }

    private void end(HostedCalendarJob job, Run run, State state, String detail, Instant until) {
        String text = VkScript.name(run.operation()) + " on " + job.host() + " for " + job.login() + " " + detail;
        if (runs.end(run, state, text, until)) {
            log.info("Attempt {} of {}: {}", run.attempt(), job.mailbox(), state);
            trail.record(AuditEntry.bySystem(job.mailbox().plan(), "ran calendar script", job.mailbox().text(), state + ", attempt " + run.attempt() + ": " + text));
        }
    }
}

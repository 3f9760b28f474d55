package org.mailferry.mailsync.process;

import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.mailsync.MailboxSync;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.Pass;
import org.mailferry.mailsync.SliceResult;
import org.mailferry.mailsync.SourceQuiet;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/**
 * Carries mail that reached the source after the cutover over to the target (W6, W33), mailbox by mailbox within one slice. What is
 * left then is found by the next look at the source. Safe to repeat: what was carried over is in the ledger.
 */
@Component("sweepSource")
final class SweepSourceDelegate implements JavaDelegate {
    private final Members members;
    private final WaveJobs jobs;
    private final SourceQuiet source;
    private final MailboxSync sync;
    private final MailsyncSettings settings;
    private final AuditTrail trail;
    private final Clock clock;

    SweepSourceDelegate(Members members, WaveJobs jobs, SourceQuiet source, MailboxSync sync, MailsyncSettings settings, AuditTrail trail, Clock clock) {
        this.members = members;
        this.jobs = jobs;
        this.source = source;
        this.sync = sync;
        this.settings = settings;
        this.trail = trail;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        TimeBox slice = new TimeBox(clock, settings.slice());
        List<Member> switched = members.of(PLAN_NAME.get(execution)).stream().filter(member -> member.state() == MemberState.SWITCHED).toList();
        for (SyncJob job : jobs.of(switched)) {
            if (!slice.isOver() && !source.look(job).isEmpty()) {
                carryOver(execution, job, slice);
            }
        }
    }

    private void carryOver(DelegateExecution execution, SyncJob job, TimeBox slice) {
        long copied = 0;
        boolean done = false;
        while (!done && !slice.isOver()) {
            SliceResult result = sync.slice(job, Pass.FINAL, slice.left());
            copied += result.copied();
            done = result.caughtUp() || result.refusal().isPresent() || result.pause().isPresent();
        }
        trail.record(AuditEntry.bySystem(PLAN_NAME.get(execution), "carried over late mail", job.mailbox().text(),
            copied + " messages that had reached the source after the cutover" + (done ? "" : "; the rest follows")));
    }
}

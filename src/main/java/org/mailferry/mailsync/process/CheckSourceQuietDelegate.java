package org.mailferry.mailsync.process;

import static org.mailferry.process.DecommissionProcess.QUIET_PROBLEM;
import static org.mailferry.process.DecommissionProcess.SOURCE_QUIET;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.mailsync.MailsyncSettings;
import org.mailferry.mailsync.SourceQuiet;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** Looks whether mail still arrives in switched source mailboxes. A quiet look counts for an hour, so it may
 * run twice. Without a problem, but not quiet, means that the slice was over before the last mailbox. */
@Component("checkSourceQuiet")
final class CheckSourceQuietDelegate implements JavaDelegate {
    private static final Duration VALID = Duration.ofHours(1);

    private final Members members;
    private final WaveJobs jobs;
    private final SourceQuiet source;
    private final MailsyncSettings settings;
    private final Clock clock;

    CheckSourceQuietDelegate(Members members, WaveJobs jobs, SourceQuiet source, MailsyncSettings settings, Clock clock) {
        this.members = members;
        this.jobs = jobs;
        this.source = source;
        this.settings = settings;
        this.clock = clock;
    }

    @Override public void execute(DelegateExecution execution) {
        TimeBox slice = new TimeBox(clock, settings.slice());
        List<Member> switched = members.of(PLAN_NAME.get(execution)).stream().filter(member -> member.state() == MemberState.SWITCHED).toList();
        List<String> problems = new ArrayList<>();
        int left = 0;
        for (SyncJob job : jobs.of(switched)) {
            if (source.wasQuiet(job, VALID)) {
                continue;
            }
            if (slice.isOver()) {
                left++;
                continue;
            }
            String problem = source.look(job);
            if (!problem.isEmpty()) {
                problems.add(job.mailbox().address() + ": " + problem);
            }
        }
        if (left > 0 && !problems.isEmpty()) {
            problems.add(left + " of " + switched.size() + " mailboxes were not looked at yet; look again");
        }
        SOURCE_QUIET.set(execution, problems.isEmpty() && left == 0);
        QUIET_PROBLEM.set(execution, String.join("\n", problems));
    }
}

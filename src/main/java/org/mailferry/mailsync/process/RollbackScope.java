package org.mailferry.mailsync.process;

import static org.mailferry.process.RollbackProcess.MAILBOX;
import static org.mailferry.process.RollbackProcess.SCOPE_KIND;
import static org.mailferry.process.RollbackProcess.WAVE;
import static org.mailferry.process.RunbookVariables.MAILBOX_ID;
import static org.mailferry.process.RunbookVariables.PLAN_NAME;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.plan.Member;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** The mailboxes that a rollback has to bring back; the others of a wave or plan are not even logged in to. */
@Component
class RollbackScope {
    private final Members members;
    private final PlannedJobs jobs;

    RollbackScope(Members members, PlannedJobs jobs) {
        this.members = members;
        this.jobs = jobs;
    }

    List<SyncJob> jobs(DelegateExecution execution) {
        String kind = SCOPE_KIND.get(execution);
        if (kind.equals(MAILBOX)) {
            return List.of(jobs.of(MAILBOX_ID.get(execution)));
        }
        List<Member> chosen = kind.equals(WAVE) ? members.of(WAVE_ID.get(execution)) : members.of(PLAN_NAME.get(execution));
        return chosen.stream().filter(Member::canGoBack).map(member -> jobs.of(member.id())).toList();
    }
}

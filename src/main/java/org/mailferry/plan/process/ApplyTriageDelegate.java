package org.mailferry.plan.process;

import static org.mailferry.process.MailboxMigrationProcess.ACCEPTED_ALONE;
import static org.mailferry.process.MigrationWaveProcess.SKIP_REASON;
import static org.mailferry.process.MigrationWaveProcess.TRIAGE_REASON;
import static org.mailferry.process.RunbookVariables.REQUESTED_BY;
import static org.mailferry.process.RunbookVariables.SKIP;
import static org.mailferry.process.RunbookVariables.TRIAGE_DECISION;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.Job;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MailboxId;
import org.mailferry.kernel.WaveId;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.mailferry.process.MailboxMigrationProcess;
import org.springframework.stereotype.Component;

/**
 * Tells each failed member what was decided. One that waits gets the message, one whose job gave up gets new retries, one without
 * an instance gets a new one. Who was told is no longer failed, so it may run twice.
 */
@Component("applyTriage")
final class ApplyTriageDelegate implements JavaDelegate {
    private final Members members;
    private final AuditTrail trail;

    ApplyTriageDelegate(Members members, AuditTrail trail) {
        this.members = members;
        this.trail = trail;
    }

    @Override public void execute(DelegateExecution execution) {
        String decision = TRIAGE_DECISION.get(execution);
        String reason = SKIP_REASON.find(execution).filter(text -> !decision.equals("retry") && !text.isBlank())
            .or(() -> TRIAGE_REASON.find(execution)).orElse("");
        String actor = REQUESTED_BY.find(execution).orElse(AuditEntry.SYSTEM);
        List<Member> failed = members.of(WAVE_ID.get(execution)).stream().filter(member -> member.state() == MemberState.FAILED).toList();
        for (Member member : failed) {
            apply(decision, reason, actor, member.id(), execution);
            trail.record(new AuditEntry(member.id().plan(), actor, "decided " + decision, member.id().text(),
                reason + " (failed with: " + member.reason() + ")"));
        }
    }

    private void apply(String decision, String reason, String actor, MailboxId id, DelegateExecution execution) {
        MailboxInstances instances = MailboxInstances.of(execution);
        boolean told = instances.tell(id, MailboxMigrationProcess.TRIAGE_DECIDED, Map.of(TRIAGE_DECISION.name(), decision, REQUESTED_BY.name(), actor,
            TRIAGE_REASON.name(), TRIAGE_REASON.engineValue(reason), ACCEPTED_ALONE.name(), ACCEPTED_ALONE.engineValue(ACCEPTED_ALONE.find(execution).orElse(""))));
        if (decision.equals(SKIP)) {
            if (!told) {
                instances.end(id, "Skipped: " + reason);
            }
            members.move(id, MemberState.SKIPPED, reason);
            return;
        }
        if (!told) {
            goOn(instances, id, WAVE_ID.get(execution), execution);
        }
        members.move(id, MemberState.STARTED, "");
    }

    private static void goOn(MailboxInstances instances, MailboxId id, WaveId wave, DelegateExecution execution) {
        List<Job> givenUp = instances.givenUp(id);
        instances.retry(givenUp);
        instances.start(id, wave, execution);
    }
}

package org.mailferry.plan.process;

import static org.mailferry.process.MigrationWaveProcess.ALL_SETTLED;
import static org.mailferry.process.MigrationWaveProcess.MEMBER_SUMMARY;
import static org.mailferry.process.MigrationWaveProcess.READY_COUNT;
import static org.mailferry.process.RunbookVariables.FAILED_COUNT;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** Looks whether any member is still on its way to the cutover. It only reads, so it may run twice. */
@Component("countReadyMembers")
final class CountReadyMembersDelegate implements JavaDelegate {
    private final Members members;

    CountReadyMembersDelegate(Members members) {
        this.members = members;
    }

    @Override public void execute(DelegateExecution execution) {
        MemberReport report = MemberReport.of(members.of(WAVE_ID.get(execution)));
        ALL_SETTLED.set(execution, report.settled());
        READY_COUNT.set(execution, report.count(MemberState.READY));
        FAILED_COUNT.set(execution, report.count(MemberState.FAILED));
        MEMBER_SUMMARY.set(execution, report.summary());
    }
}

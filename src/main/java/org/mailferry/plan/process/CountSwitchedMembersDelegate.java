package org.mailferry.plan.process;

import static org.mailferry.process.MigrationWaveProcess.ALL_SWITCHED;
import static org.mailferry.process.MigrationWaveProcess.MEMBER_SUMMARY;
import static org.mailferry.process.RunbookVariables.FAILED_COUNT;
import static org.mailferry.process.RunbookVariables.WAVE_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** Looks whether any member is still being cut over. It only reads, so it may run twice. */
@Component("countSwitchedMembers")
final class CountSwitchedMembersDelegate implements JavaDelegate {
    private final Members members;

    CountSwitchedMembersDelegate(Members members) {
        this.members = members;
    }

    @Override public void execute(DelegateExecution execution) {
        MemberReport report = MemberReport.of(members.of(WAVE_ID.get(execution)));
        ALL_SWITCHED.set(execution, report.switched());
        FAILED_COUNT.set(execution, report.count(MemberState.FAILED));
        MEMBER_SUMMARY.set(execution, report.summary());
    }
}

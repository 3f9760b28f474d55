package org.mailferry.mailsync.process;

import java.util.List;
import org.mailferry.kernel.WaveId;
import org.mailferry.mailsync.SyncJob;
import org.mailferry.plan.Member;
import org.mailferry.plan.Members;
import org.springframework.stereotype.Component;

/** The jobs of many mailboxes, in the order of the plan. */
@Component
class WaveJobs {
    private final Members members;
    private final PlannedJobs jobs;

    WaveJobs(Members members, PlannedJobs jobs) {
        this.members = members;
        this.jobs = jobs;
    }

    List<SyncJob> of(WaveId wave) {
        return of(members.of(wave));
    }

    List<SyncJob> of(List<Member> chosen) {
        return chosen.stream().map(member -> jobs.of(member.id())).toList();
    }
}

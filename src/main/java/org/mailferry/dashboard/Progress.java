package org.mailferry.dashboard;

import java.util.List;
import org.mailferry.plan.Member;
import org.mailferry.plan.Members;
import org.mailferry.plan.MigrationPlan;
import org.springframework.stereotype.Component;

/** Puts the waves of a plan together with where their members stand. */
@Component
final class Progress {
    private final Members members;

    Progress(Members members) {
        this.members = members;
    }

    List<WaveProgress> of(MigrationPlan plan) {
        List<Member> all = members.of(plan.name());
        return plan.waves().stream().map(wave -> new WaveProgress(wave, all.stream().filter(member -> member.wave().equals(wave.name())).toList())).toList();
    }
}

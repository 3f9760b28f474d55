package org.mailferry.mailsync.process;

import org.mailferry.mailsync.Pass;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Members;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two steps that copy: the same work before the cutover and at it. */
@Configuration
class SliceBeans {
    @Bean CopySliceDelegate copySlice(Slices slices, PlannedJobs jobs, Members members) {
        return new CopySliceDelegate(slices, jobs, members, Pass.INITIAL, MemberState.COPYING);
    }

    @Bean CopySliceDelegate finalSlice(Slices slices, PlannedJobs jobs, Members members) {
        return new CopySliceDelegate(slices, jobs, members, Pass.FINAL, MemberState.CUTTING_OVER);
    }
}

package org.mailferry.dashboard;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;
import org.mailferry.plan.Wave;

/** How far a wave is. */
record WaveProgress(Wave wave, List<Member> members) {
    WaveProgress {
        members = List.copyOf(members);
    }

    long in(MemberState state) {
        return members.stream().filter(member -> member.state() == state).count();
    }

    long finished() {
        return members.stream().filter(member -> member.state().finished()).count();
    }

    /** Of the way of all members together; a member goes it in the steps of {@link MemberState}. */
    int percent() {
        return members.isEmpty() ? 100 : (int) members.stream().mapToInt(member -> percent(member.state())).average().orElse(0);
    }

    /** For example {@code 3 switched, 1 failed}; states nobody is in are left out. */
    String summary() {
        return Arrays.stream(MemberState.values()).filter(state -> in(state) > 0).map(state -> in(state) + " " + word(state)).collect(Collectors.joining(", "));
    }

    static String word(MemberState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static int percent(MemberState state) {
        return switch (state) {
            case PLANNED -> 0;
            case STARTED, FAILED -> 5;
            case COPYING -> 30;
            case VERIFYING -> 60;
            case READY -> 75;
            case CUTTING_OVER -> 90;
            case SWITCHED, SKIPPED, ROLLED_BACK -> 100;
        };
    }
}

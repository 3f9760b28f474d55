package org.mailferry.plan.process;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mailferry.plan.Member;
import org.mailferry.plan.MemberState;

/** The members of a wave in figures and words: the counts, then who failed and why. */
record MemberReport(Map<MemberState, Long> counts, List<Member> failed) {
    static MemberReport of(List<Member> members) {
        return new MemberReport(members.stream().collect(Collectors.groupingBy(Member::state, java.util.TreeMap::new, Collectors.counting())),
            members.stream().filter(member -> member.state() == MemberState.FAILED).toList());
    }

    long count(MemberState state) {
        return counts.getOrDefault(state, 0L);
    }

    boolean settled() {
        return counts.keySet().stream().allMatch(MemberState::settled);
    }

    /** Failed members do not hold the others up: they are triaged. */
    boolean switched() {
        return counts.keySet().stream().allMatch(state -> state.finished() || state == MemberState.FAILED);
    }

    String summary() {
        String figures = counts.entrySet().stream().map(count -> words(count.getKey()) + " " + count.getValue()).collect(Collectors.joining(", "));
        List<String> lines = failed.stream().map(member -> member.id().address() + ": " + member.reason()).toList();
        return lines.isEmpty() ? figures : figures + "\n" + LoadPlanDelegate.lines(lines);
    }

    private static String words(MemberState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

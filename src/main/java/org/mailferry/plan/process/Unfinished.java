package org.mailferry.plan.process;

import java.util.Map;
import org.mailferry.plan.MemberState;

/** Members that still belong to the source: a switched one was verified identical before, a skipped one was given up by name. */
final class Unfinished {
    private Unfinished() {}

    static long count(Map<MemberState, Long> counts) {
        return counts.entrySet().stream().filter(count -> count.getKey() != MemberState.SWITCHED && count.getKey() != MemberState.SKIPPED)
            .mapToLong(Map.Entry::getValue).sum();
    }
}

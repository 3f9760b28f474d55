package org.mailferry.target;

import java.util.List;
import org.mailferry.audit.CheckResult;
import org.springframework.stereotype.Component;

/** For steps of which nothing is pasted: they rest on the independent look alone. */
@Component
final class NothingPasted implements PasteJudge {
    @Override public String kind() {
        return "none";
    }

    @Override public CheckResult judge(String pasted, List<String> expected) {
        return new CheckResult("none", "", CheckResult.Status.GREEN, "No output is asked for.");
    }
}

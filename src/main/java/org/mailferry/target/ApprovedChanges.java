package org.mailferry.target;

import java.util.List;
import org.mailferry.kernel.PlanName;

/** What a change manager approved to be made on a plan's platform, worked off one by one. A later approval replaces an earlier one. */
public interface ApprovedChanges {
    /** @param approvalId of one decision, never used again for another; the same for a repeated call, which then changes nothing */
    void replace(PlanName plan, String approvalId, List<TargetChange> changes);

    /** Whether this approval's changes are the ones being worked off. */
    boolean holds(PlanName plan, String approvalId);

    /** Those that were not worked off, in the order of making. */
    List<Open> open(PlanName plan, int most);

    /** @param outcome what became of it, for a person. @param refused the platform did not take it */
    void settle(PlanName plan, int position, String outcome, boolean refused);

    /** Those that the platform did not take, with its words, in the order of making. */
    List<String> refused(PlanName plan, int most);

    Progress progress(PlanName plan);

    record Open(int position, TargetChange change) {}

    record Progress(long all, long settled, long refused) {}
}

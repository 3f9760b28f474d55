package org.mailferry.window;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.PlanName;

/** Windows and approvals, on every node alike. Writes join the caller's transaction. */
public interface WindowStore {
    void add(MaintenanceWindow window);

    /** Replaces state, problem, approval and time of change. */
    void update(MaintenanceWindow window);

    Optional<MaintenanceWindow> find(String windowId);

    /** In the order of their request. */
    List<MaintenanceWindow> of(PlanName plan);

    void add(Approval approval);

    Optional<Approval> findApproval(String approvalId);

    /** The approval of that subject given last. */
    Optional<Approval> latestApproval(PlanName plan, String subject);
}

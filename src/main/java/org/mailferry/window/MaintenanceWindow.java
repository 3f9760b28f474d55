package org.mailferry.window;

import java.time.Instant;
import java.util.Optional;

/**
 * A window as stored.
 *
 * @param problem why it was refused or expired, empty otherwise
 * @param approvalId the approval it stands on, once approved
 */
public record MaintenanceWindow(String id, WindowRequest request, WindowState state, String problem, Optional<String> approvalId,
                                Instant changedAt) {

    MaintenanceWindow move(WindowState next, String why, Instant now) {
        return new MaintenanceWindow(id, request, next, why, approvalId, now);
    }

    MaintenanceWindow approved(String approval, Instant now) {
        return new MaintenanceWindow(id, request, WindowState.APPROVED, "", Optional.of(approval), now);
    }

    boolean over(Instant now) {
        return !now.isBefore(request.end());
    }
}

package org.mailferry.window;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Service;

/**
 * The life of a maintenance window. Whoever works in a window asks {@link #problemNow} before each step that touches the outside
 * world; the end of the window and the plan's hash are looked at each time, so a window that nobody closed lets nobody in.
 */
@Service
public final class MaintenanceWindows {
    private final WindowStore store;
    private final AuditTrail audit;
    private final Clock clock;

    public MaintenanceWindows(WindowStore store, AuditTrail audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** Stores the request, or says why the rules refuse it. */
    public RequestResult request(WindowRequest request, WindowRules rules) {
        Optional<String> problem = rules.problem(request.start(), request.end(), clock.instant());
        if (problem.isPresent()) {
            record(request, request.requestedBy(), "asked for a window that the rules refuse", request.subject(), times(request) + " " + problem.get());
            return new RequestResult.Refused(problem.get());
        }
        MaintenanceWindow window = new MaintenanceWindow(UUID.randomUUID().toString(), request, WindowState.REQUESTED, "", Optional.empty(), now());
        store.add(window);
        record(request, request.requestedBy(), "requested window", window.id(), request.subject() + ", " + times(request) + ": " + request.reason());
        return new RequestResult.Requested(window.id());
    }

    /** Notes that a requested window was turned down. Safe to repeat: a window that is no longer requested stays as it is. */
    public void refuse(String windowId, String approver, String reason) {
        MaintenanceWindow window = get(windowId);
        if (window.state() == WindowState.REQUESTED) {
            store.update(window.move(WindowState.REFUSED, reason, now()));
            record(window.request(), approver, "refused window", windowId, reason);
        }
    }

    /**
     * Approves a requested window as it was shown. Safe to repeat: an approved window stays approved by whom it was.
     *
     * @throws MigrationException {@code PERMANENT} when the approver is the requester or nobody, or the window is not requested
     */
    public void approve(String windowId, String approver, String reason, Duration validFor) {
        MaintenanceWindow window = get(windowId);
        if (window.state() == WindowState.APPROVED) {
            return;
        }
        if (window.state() != WindowState.REQUESTED) {
            throw MigrationException.permanent("Window " + windowId + " is " + window.state() + " and cannot be approved; request a new one");
        }
        WindowRequest request = window.request();
        Approval approval = Approvals.bind(request.plan(), "window " + windowId, request.requestedBy(), approver, reason, request.planHash(),
            request.shownHash(), now(), validFor);
        store.add(approval);
        store.update(window.approved(approval.id(), now()));
        record(request, approver, "approved window", windowId, Approvals.text(approval));
    }

    /**
     * Opens an approved window when all its conditions still hold; otherwise it has expired, and the reason comes back. Safe to repeat.
     *
     * @throws MigrationException {@code TRANSIENT} before the window's start: the clock that woke us runs ahead of this node's
     */
    public Optional<String> open(String windowId, String planHashNow) {
        MaintenanceWindow window = get(windowId);
        if (window.state() == WindowState.OPEN) {
            return problemNow(windowId, planHashNow);
        }
        if (window.state() != WindowState.APPROVED) {
            return Optional.of("The window is not approved but " + window.state() + ".");
        }
        if (clock.instant().isBefore(window.request().start())) {
            throw MigrationException.transientFailure("Window " + windowId + " begins at " + window.request().start() + " only", null);
        }
        Optional<String> problem = problem(window, planHashNow);
        if (problem.isPresent()) {
            expire(window, problem.get());
            return problem;
        }
        store.update(window.move(WindowState.OPEN, "", now()));
        record(window.request(), AuditEntry.SYSTEM, "opened window", windowId, window.request().subject() + ", until " + window.request().end());
        return Optional.empty();
    }

    /** Why nobody may work in the window now; empty while it is open. An open window whose conditions broke has expired from then on. */
    public Optional<String> problemNow(String windowId, String planHashNow) {
        MaintenanceWindow window = get(windowId);
        if (window.state() != WindowState.OPEN) {
            return Optional.of("The window is " + window.state() + (window.problem().isEmpty() ? "." : ": " + window.problem()));
        }
        Optional<String> problem = problem(window, planHashNow);
        problem.ifPresent(why -> expire(window, why));
        return problem;
    }

    /** Closes the window. Safe to repeat, and on a window that expired meanwhile. */
    public void close(String windowId) {
        MaintenanceWindow window = get(windowId);
        if (window.state() == WindowState.OPEN) {
            store.update(window.move(WindowState.CLOSED, "", now()));
            record(window.request(), AuditEntry.SYSTEM, "closed window", windowId,
                window.over(clock.instant()) ? "after its end at " + window.request().end() : "before its end at " + window.request().end());
        }
    }

    public MaintenanceWindow get(String windowId) {
        return store.find(windowId).orElseThrow(() -> MigrationException.permanent("There is no maintenance window '" + windowId + "'"));
    }

    private Optional<String> problem(MaintenanceWindow window, String planHashNow) {
        if (window.over(clock.instant())) {
            return Optional.of("The window ended at " + window.request().end() + ".");
        }
        return window.approvalId().flatMap(store::findApproval)
            .map(approval -> approval.problem(planHashNow, window.request().shownHash(), clock.instant()))
            .orElse(Optional.of("The window has no approval."));
    }

    private void expire(MaintenanceWindow window, String why) {
        store.update(window.move(WindowState.EXPIRED, why, now()));
        record(window.request(), AuditEntry.SYSTEM, "window expired", window.id(), why);
    }

    private void record(WindowRequest request, String actor, String action, String subject, String detail) {
        audit.record(new AuditEntry(request.plan(), actor, action, subject, detail));
    }

    private static String times(WindowRequest request) {
        return request.start() + " to " + request.end();
    }

    /** What both databases keep. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

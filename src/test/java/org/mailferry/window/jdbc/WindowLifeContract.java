package org.mailferry.window.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.AuditEntry;
import org.mailferry.audit.AuditTrail;
import org.mailferry.audit.RecordedEntry;
import org.mailferry.database.TestDatabase;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.kernel.WaveId;
import org.mailferry.window.Approval;
import org.mailferry.window.Approvals;
import org.mailferry.window.MaintenanceWindows;
import org.mailferry.window.RequestResult;
import org.mailferry.window.WindowRequest;
import org.mailferry.window.WindowRules;
import org.mailferry.window.WindowState;
import org.mailferry.window.WindowStore;

/** The life of a window and of an approval, on a real database. */
abstract class WindowLifeContract {
    private static final PlanName PLAN = new PlanName("corp");
    private static final WaveId WAVE = WaveId.parse("corp/first");
    private static final Instant START = Instant.parse("2026-12-24T20:00:00Z");
    private static final Instant END = Instant.parse("2026-12-24T22:00:00Z");
    private static final String PLAN_HASH = "a".repeat(64);
    private static final Duration VALID = Duration.ofDays(3);
    private static final WindowRules RULES = new WindowRules(ZoneOffset.UTC, EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT,
        LocalTime.MIDNIGHT, List.of(), VALID);

    private final TestDatabase database = database();
    private final WindowStore store = new JdbcWindowStore(database.jdbc());
    private final NotedTrail audit = new NotedTrail();
    private final MovedClock clock = new MovedClock(Instant.parse("2026-12-24T12:00:00.123456789Z"));
    private final MaintenanceWindows windows = new MaintenanceWindows(store, audit, clock);
    private final Approvals approvals = new Approvals(store, audit, clock);

    abstract TestDatabase database();

    @Test void windowLivesFromRequestToClose() {
        String id = requested();
        windows.approve(id, "carla", "fine", VALID);
        clock.now = START;
        assertThat(windows.open(id, PLAN_HASH)).isEmpty();
        assertThat(windows.problemNow(id, PLAN_HASH)).isEmpty();
        windows.close(id);
        assertThat(windows.get(id).state()).isEqualTo(WindowState.CLOSED);
        assertThat(audit.actions).containsExactly("olga requested window", "carla approved window", "system opened window", "system closed window");
        assertThat(store.of(PLAN)).hasSize(1);
    }

    @Test void refusedRequestIsNotStoredButAudited() {
        RequestResult result = windows.request(request(END, START), RULES);
        assertThat(result).isInstanceOf(RequestResult.Refused.class);
        assertThat(store.of(PLAN)).isEmpty();
        assertThat(audit.actions).containsExactly("olga asked for a window that the rules refuse");
    }

    @Test void requesterCannotApproveHisOwnWindow() {
        String id = requested();
        assertThatThrownBy(() -> windows.approve(id, "olga", "", VALID))
            .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.PERMANENT))
            .hasMessageContaining("somebody else");
        assertThat(windows.get(id).state()).isEqualTo(WindowState.REQUESTED);
    }

    @Test void approvalNeedsAName() {
        String id = requested();
        assertThatThrownBy(() -> windows.approve(id, " ", "", VALID)).isInstanceOf(MigrationException.class).hasMessageContaining("no name");
    }

    @Test void unapprovedWindowDoesNotOpen() {
        String id = requested();
        clock.now = START;
        assertThat(windows.open(id, PLAN_HASH).orElseThrow()).contains("REQUESTED");
    }

    @Test void refusedWindowCanNeitherOpenNorBeApproved() {
        String id = requested();
        windows.refuse(id, "carla", "payroll runs that night");
        clock.now = START;
        assertThat(windows.open(id, PLAN_HASH).orElseThrow()).contains("REFUSED");
        assertThatThrownBy(() -> windows.approve(id, "carla", "", VALID)).isInstanceOf(MigrationException.class);
        assertThat(audit.actions).contains("carla refused window");
    }

    @Test void windowDoesNotOpenEarly() {
        String id = approved();
        clock.now = START.minusMillis(1);
        assertThatThrownBy(() -> windows.open(id, PLAN_HASH))
            .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
        assertThat(windows.get(id).state()).isEqualTo(WindowState.APPROVED);
    }

    @Test void changedPlanMakesTheApprovalVoid() {
        String id = approved();
        clock.now = START;
        assertThat(windows.open(id, "b".repeat(64)).orElseThrow()).contains("plan changed");
        assertThat(windows.get(id).state()).isEqualTo(WindowState.EXPIRED);
        assertThat(windows.open(id, PLAN_HASH)).as("void stays void").isPresent();
    }

    @Test void expiredApprovalOpensNothing() {
        String id = requested();
        windows.approve(id, "carla", "", Duration.ofHours(8));
        clock.now = Instant.parse("2026-12-24T20:30:00Z");
        assertThat(windows.open(id, PLAN_HASH).orElseThrow()).contains("ended at");
        assertThat(windows.get(id).state()).isEqualTo(WindowState.EXPIRED);
    }

    @Test void windowWhoseEndHasPassedLetsNobodyIn() {
        String id = approved();
        clock.now = START;
        windows.open(id, PLAN_HASH);
        clock.now = END;
        assertThat(windows.problemNow(id, PLAN_HASH).orElseThrow()).contains("ended");
        assertThat(windows.get(id).state()).isEqualTo(WindowState.EXPIRED);
        windows.close(id);
        assertThat(windows.get(id).state()).isEqualTo(WindowState.EXPIRED);
    }

    @Test void planChangedInAnOpenWindowLetsNobodyIn() {
        String id = approved();
        clock.now = START;
        windows.open(id, PLAN_HASH);
        assertThat(windows.problemNow(id, "b".repeat(64)).orElseThrow()).contains("plan changed");
    }

    @Test void requestChangedAfterTheApprovalIsNotWhatWasApproved() {
        String id = approved();
        database.jdbc().sql("update window_maintenance set ends_at = ends_at + interval '2' hour").update();
        clock.now = START;
        assertThat(windows.open(id, PLAN_HASH).orElseThrow()).contains("not what stands now");
    }

    @Test void everyStepMayRunTwice() {
        String id = requested();
        windows.approve(id, "carla", "", VALID);
        windows.approve(id, "carl", "", VALID);
        clock.now = START;
        windows.open(id, PLAN_HASH);
        assertThat(windows.open(id, PLAN_HASH)).isEmpty();
        windows.close(id);
        windows.close(id);
        assertThat(audit.actions).hasSize(4);
    }

    @Test void waveApprovalIsStoredWithItsHashes() {
        approvals.approveWave(WAVE, "olga", "carla", "small wave", PLAN_HASH, "e".repeat(64), VALID);
        Approval approval = store.latestApproval(PLAN, "wave corp/first").orElseThrow();
        assertThat(approval.planHash()).isEqualTo(PLAN_HASH);
        assertThat(approval.evidenceHash()).isEqualTo("e".repeat(64));
        assertThat(approval.approver()).isEqualTo("carla");
        assertThat(approvals.waveWasApproved(WAVE)).isTrue();
        assertThat(approvals.waveWasApproved(WaveId.parse("corp/second"))).isFalse();
    }

    @Test void sameWaveApprovalIsRecordedOnce() {
        approvals.approveWave(WAVE, "olga", "carla", "", PLAN_HASH, "e", VALID);
        approvals.approveWave(WAVE, "olga", "carla", "", PLAN_HASH, "e", VALID);
        assertThat(audit.actions).containsExactly("carla approved wave");
    }

    @Test void requesterCannotApproveHisOwnWave() {
        assertThatThrownBy(() -> approvals.approveWave(WAVE, "olga", "olga", "", PLAN_HASH, "e", VALID)).isInstanceOf(MigrationException.class);
    }

    private String requested() {
        return ((RequestResult.Requested) windows.request(request(START, END), RULES)).windowId();
    }

    private String approved() {
        String id = requested();
        windows.approve(id, "carla", "", VALID);
        return id;
    }

    private static WindowRequest request(Instant start, Instant end) {
        return new WindowRequest(PLAN, "wave corp/first", start, end, "cutover", "olga", PLAN_HASH, "");
    }

    private static final class NotedTrail implements AuditTrail {
        private final List<String> actions = new ArrayList<>();

        @Override public void record(AuditEntry entry) {
            actions.add(entry.actor() + " " + entry.action());
        }

        @Override public List<RecordedEntry> of(PlanName plan) {
            return List.of();
        }

        @Override public OptionalLong firstBreak(PlanName plan) {
            return OptionalLong.empty();
        }
    }

    private static final class MovedClock extends Clock {
        private Instant now;

        MovedClock(Instant now) {
            this.now = now;
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override public Instant instant() {
            return now;
        }
    }
}

package org.mailferry.target.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.PlannedWorld;
import org.mailferry.plan.Systems.TargetKind;
import org.mailferry.process.StepEngine;
import org.mailferry.target.AccessResult;
import org.mailferry.target.ApprovedChanges;
import org.mailferry.target.DesiredAccount;
import org.mailferry.target.DesiredTarget;
import org.mailferry.target.PlatformAdapter;
import org.mailferry.target.PlatformKind;
import org.mailferry.target.ProvisionResult;
import org.mailferry.target.TargetChange;
import org.mailferry.target.TargetChange.Action;
import org.mailferry.target.TargetChange.Subject;
import org.mailferry.target.TargetDifference;
import org.mailferry.target.TargetPlatform;
import org.mailferry.target.TargetPlatforms;
import org.mailferry.target.TargetSystem;

/** From a difference that was shown to a platform as planned, slice by slice. */
class ProvisioningDelegatesTest {
    private final PlannedWorld world = new PlannedWorld();
    private final Platform platform = new Platform();
    private final Approved approved = new Approved();
    private final StepEngine engine = new StepEngine();

    @AfterEach void close() {
        engine.close();
    }

    @Test void whatDiffersIsShownWithItsCountsAndDigest() {
        world.mailboxes = 60;
        Map<String, Object> shown = compare(Map.of());
        assertThat(shown).containsEntry("targetState", "differs").containsEntry("provisioningProblem", "");
        assertThat(shown.get("differenceCounts")).asString().contains("account").contains("60 to create");
        assertThat(shown.get("differenceLines")).asString().startsWith("CREATE  account m0@new.test").endsWith("… and 20 more");
        assertThat(shown.get("differenceHash")).asString().hasSize(64);
        assertThat(world.audited()).as("nothing happened yet").isEmpty();
    }

    @Test void whatIsAsPlannedGoesOnAndIsAudited() {
        platform.made.add("m0@new.test");
        assertThat(compare(Map.of("provisioningProblem", "old"))).containsEntry("targetState", "asPlanned").containsEntry("provisioningProblem", "");
        assertThat(world.audited()).singleElement().asString().startsWith("found the target as planned p: as planned");
    }

    @Test void aPlatformThatPeopleChangeIsLeftToThem() {
        world.targetKind = TargetKind.TEGU;
        assertThat(compare(Map.of())).containsEntry("targetState", "asPlanned");
        assertThat(world.audited()).singleElement().asString().startsWith("left the target to its administrator");
    }

    @Test void whatOnlyAPersonCanMendIsToldAndWhatMayPassIsRetried() {
        platform.failure = Optional.of(MigrationException.permanent("PBM refused the login of creator"));
        assertThat(compare(Map.of())).containsEntry("targetState", "unknown").containsEntry("provisioningProblem", "PBM refused the login of creator");
        platform.failure = Optional.of(MigrationException.transientFailure("PBM had no answer", null));
        assertThatThrownBy(() -> compare(Map.of())).hasStackTraceContaining("PBM had no answer");
    }

    @Test void exactlyWhatWasApprovedIsMadeInSlices() {
        world.mailboxes = 450;
        Map<String, Object> state = compare(Map.of());
        int slices = 0;
        do {
            state = make(state);
            slices++;
        } while (!(boolean) state.get("targetMade"));
        assertThat(slices).as("one that looks again, three that make").isEqualTo(4);
        assertThat(platform.made).hasSize(450);
        assertThat(platform.calls).hasSize(450).doesNotHaveDuplicates();
        assertThat(compare(state)).containsEntry("targetState", "asPlanned");
        assertThat(world.audited()).anyMatch(line -> line.equals("made the target p: 450 of 450 approved changes made, 0 refused."));
    }

    @Test void whatChangedSinceTheApprovalIsNotMade() {
        world.mailboxes = 3;
        Map<String, Object> state = compare(Map.of());
        world.mailboxes = 4;
        assertThat(make(state)).containsEntry("targetMade", true).containsEntry("provisioningProblem", "Plan or platform changed after the approval, so nothing was made.");
        assertThat(platform.calls).isEmpty();
        world.mailboxes = 3;
        platform.made.add("m1@new.test");
        assertThat(make(state)).containsEntry("targetMade", true);
        assertThat(platform.calls).isEmpty();
    }

    @Test void aKilledSliceBeginsAgainWhereItStood() {
        world.mailboxes = 5;
        Map<String, Object> state = compare(Map.of());
        platform.breaksAt = "m3@new.test";
        Map<String, Object> first = make(make(state));
        assertThat(first).containsEntry("targetMade", false).containsEntry("changesMade", 3L);
        assertThatThrownBy(() -> make(first)).hasStackTraceContaining("m3@new.test is stuck");
        platform.breaksAt = "";
        assertThat(make(first)).containsEntry("targetMade", true).containsEntry("provisioningProblem", "");
        assertThat(platform.made).hasSize(5);
    }

    @Test void aSliceKilledInItsMiddleGoesOnWithoutASecondApproval() {
        world.mailboxes = 5;
        Map<String, Object> approval = make(compare(Map.of()));
        Approved committed = approved.copy();
        make(approval);
        assertThat(platform.made).hasSize(5);
        approved.become(committed);
        assertThat(make(approval)).as("the same slice on another node").containsEntry("targetMade", true).containsEntry("provisioningProblem", "");
        assertThat(platform.made).hasSize(5);
    }

    @Test void aPlanThatChangesBetweenSlicesIsNotMadeAnyFurther() {
        world.mailboxes = 450;
        Map<String, Object> first = make(make(compare(Map.of())));
        assertThat(first).containsEntry("changesMade", 200L);
        world.mailboxes = 451;
        assertThat(make(first)).containsEntry("targetMade", true)
            .containsEntry("provisioningProblem", "The plan changed after the approval; 200 of 450 approved changes had been made, and no more were.");
        assertThat(platform.calls).hasSize(200);
    }

    @Test void whatWasRefusedIsTriedAgainAfterAnotherApprovalOfTheSame() {
        world.mailboxes = 1;
        platform.refused.add("m0@new.test");
        Map<String, Object> refused = make(make(compare(Map.of())));
        Map<String, Object> again = compare(refused);
        assertThat(again.get("differenceHash")).as("nothing else is shown").isEqualTo(refused.get("differenceHash"));
        platform.refused.clear();
        again.put("provisioningApproval", "second");
        assertThat(make(make(again))).containsEntry("targetMade", true).containsEntry("provisioningProblem", "");
        assertThat(platform.made).containsExactly("m0@new.test");
    }

    @Test void aPlatformThatRefusesUsBeforeTheFirstChangeIsToldAndNotRetried() {
        world.mailboxes = 1;
        Map<String, Object> state = compare(Map.of());
        platform.failure = Optional.of(MigrationException.permanent("PBM refused the login of creator"));
        assertThat(make(state)).containsEntry("targetMade", true).containsEntry("provisioningProblem", "PBM refused the login of creator");
    }

    @Test void refusalsAreToldTogetherAndTheRestIsMade() {
        world.mailboxes = 4;
        platform.refused.add("m1@new.test");
        Map<String, Object> made = make(make(compare(Map.of())));
        assertThat(made).containsEntry("targetMade", true).containsEntry("provisioningProblem", "1 of 4 changes were refused:\nPBM refused m1@new.test");
        assertThat(compare(made)).containsEntry("targetState", "differs").containsEntry("provisioningProblem", "1 of 4 changes were refused:\nPBM refused m1@new.test");
    }

    @Test void aPlatformThatShutsUsOutEndsTheRound() {
        world.mailboxes = 4;
        Map<String, Object> state = compare(Map.of());
        platform.shutsOutAt = "m2@new.test";
        assertThat(make(make(state))).containsEntry("targetMade", true).containsEntry("provisioningProblem", "PBM forbids creator");
        assertThat(world.audited()).anyMatch(line -> line.contains("2 of 4 approved changes made, 0 refused. Stopped: PBM forbids creator"));
    }

    private Map<String, Object> compare(Map<String, Object> before) {
        return engine.run("compareTarget", new CompareTargetDelegate(targets(), world.trail), with(before)).variables();
    }

    private Map<String, Object> make(Map<String, Object> before) {
        Map<String, Object> variables = with(before);
        variables.putIfAbsent("changesMade", 0L);
        variables.putIfAbsent("provisioningApproval", "first");
        return engine.run("makeTarget", new MakeTargetDelegate(targets(), approved, world.trail, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)), variables).variables();
    }

    private static Map<String, Object> with(Map<String, Object> before) {
        Map<String, Object> variables = new HashMap<>(before);
        variables.put("planName", "p");
        return variables;
    }

    private PlannedTargets targets() {
        return new PlannedTargets(world.plans, new TargetPlatforms(List.of(platform)));
    }

    /** A platform of accounts only. */
    private static final class Platform implements PlatformAdapter, TargetPlatform {
        final Set<String> made = new HashSet<>();
        final Set<String> refused = new HashSet<>();
        final List<String> calls = new ArrayList<>();
        Optional<MigrationException> failure = Optional.empty();
        String breaksAt = "";
        String shutsOutAt = "";

        @Override public PlatformKind kind() {
            return PlatformKind.MYOFFICE;
        }

        @Override public TargetPlatform connect(TargetSystem.AdminApi api) {
            return this;
        }

        @Override public Set<Feature> features() {
            return Set.of(Feature.values());
        }

        @Override public Optional<TargetDifference> difference(DesiredTarget desired) {
            failure.ifPresent(e -> {
                throw e;
            });
            return Optional.of(new TargetDifference(desired.accounts().stream().map(account -> account.address().text()).filter(name -> !made.contains(name))
                .map(name -> new TargetChange(Subject.ACCOUNT, name, Action.CREATE, "new")).toList(), made.size()));
        }

        @Override public ProvisionResult make(TargetChange change, DesiredTarget desired) {
            if (change.name().equals(breaksAt)) {
                throw MigrationException.transientFailure(change.name() + " is stuck", null);
            }
            if (change.name().equals(shutsOutAt)) {
                throw MigrationException.permanent("PBM forbids creator");
            }
            calls.add(change.name());
            if (refused.contains(change.name())) {
                return new ProvisionResult.Refused("PBM refused " + change.name());
            }
            made.add(change.name());
            return new ProvisionResult.Created();
        }

        @Override public ProvisionResult provision(DesiredAccount account) {
            throw new AssertionError(account);
        }

        @Override public AccessResult open(EmailAddress address) {
            throw new AssertionError(address);
        }

        @Override public AccessResult block(EmailAddress address) {
            throw new AssertionError(address);
        }
    }

    private static final class Approved implements ApprovedChanges {
        private final List<Open> all = new ArrayList<>();
        private final Map<Integer, String> settled = new HashMap<>();
        private final List<String> refused = new ArrayList<>();
        private String approval = "";

        Approved copy() {
            Approved copy = new Approved();
            copy.become(this);
            return copy;
        }

        void become(Approved other) {
            all.clear();
            all.addAll(other.all);
            settled.clear();
            settled.putAll(other.settled);
            refused.clear();
            refused.addAll(other.refused);
            approval = other.approval;
        }

        @Override public boolean holds(PlanName plan, String approvalId) {
            return approval.equals(approvalId);
        }

        @Override public void replace(PlanName plan, String approvalId, List<TargetChange> changes) {
            if (holds(plan, approvalId)) {
                return;
            }
            approval = approvalId;
            all.clear();
            settled.clear();
            refused.clear();
            for (TargetChange change : changes) {
                all.add(new Open(all.size(), change));
            }
        }

        @Override public List<Open> open(PlanName plan, int most) {
            return all.stream().filter(open -> !settled.containsKey(open.position())).limit(most).toList();
        }

        @Override public void settle(PlanName plan, int position, String outcome, boolean wasRefused) {
            settled.put(position, outcome);
            if (wasRefused) {
                refused.add(outcome);
            }
        }

        @Override public List<String> refused(PlanName plan, int most) {
            return refused.stream().limit(most).toList();
        }

        @Override public Progress progress(PlanName plan) {
            return new Progress(all.size(), settled.size(), refused.size());
        }
    }
}

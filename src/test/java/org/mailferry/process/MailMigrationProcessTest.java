package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MailMigrationProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(MailMigrationProcess.KEY);

    @Test void aPlanGoesFromPreparationToTheSwitchedOffSource() {
        PATH.on("pickNextWave").sets(Map.of("waveLeft", true, "waveId", "office/first")).sets(Map.of("waveLeft", true, "waveId", "office/last"))
            .sets("waveLeft", false);
        PATH.start();
        PATH.run("loadPlan", "pickNextWave", "pickNextWave", "pickNextWave");
        PATH.endedAt("plan-migrated");
        assertThat(PATH.on(PreparationProcess.KEY).calls()).hasSize(1);
        assertThat(PATH.on(TestUserProcess.KEY).calls()).hasSize(1);
        assertThat(PATH.on(PilotProcess.KEY).calls()).hasSize(1);
        assertThat(PATH.on(MigrationWaveProcess.KEY).calls()).extracting(given -> given.get("waveId")).containsExactly("office/first", "office/last");
        assertThat(PATH.on(MailFlowRedirectionProcess.KEY).calls()).hasSize(1);
        assertThat(PATH.on(StabilizationProcess.KEY).calls()).singleElement().satisfies(given -> assertThat(given).containsEntry("scope", "plan"));
        assertThat(PATH.on(DecommissionProcess.KEY).calls()).hasSize(1);
        assertThat(PATH.on(RollbackProcess.KEY).calls()).isEmpty();
    }

    @Test void whoStartsItCountsAsTheRequester() {
        PATH.start();
        assertThat(PATH.variable("requestedBy")).isEqualTo("olga");
    }

    @Test void anInvalidPlanIsCorrectedAndReadAgain() {
        PATH.on("loadPlan").fails(MailMigrationProcess.PLAN_INVALID, "plan.yaml line 3: no domain").sets(Map.of());
        PATH.on("pickNextWave").sets("waveLeft", false);
        PATH.start();
        PATH.run("loadPlan");
        PATH.waitsAt("correct-plan");
        assertThat(PATH.variable("planErrors")).isEqualTo("plan.yaml line 3: no domain");
        PATH.complete("correct-plan");
        PATH.run("loadPlan", "pickNextWave");
        PATH.endedAt("plan-migrated");
    }

    @Test void aRefusedPilotRollsThePlanBack() {
        PATH.on(PilotProcess.KEY).fails(PilotProcess.PILOT_REFUSED, "too slow");
        PATH.start();
        PATH.run("loadPlan");
        PATH.endedAt("plan-rolled-back");
        assertThat(PATH.on(RollbackProcess.KEY).calls()).singleElement()
            .satisfies(given -> assertThat(given).containsEntry("scopeKind", RollbackProcess.PLAN).containsEntry("rehearsal", false));
        assertThat(PATH.on(MigrationWaveProcess.KEY).calls()).isEmpty();
    }

    @Test void aRefusedPilotThatDoesNotGoBackIsRunAgainBeforeAnyWave() {
        PATH.on(PilotProcess.KEY).fails(PilotProcess.PILOT_REFUSED, "too slow").sets(Map.of());
        PATH.on(RollbackProcess.KEY).fails(RollbackProcess.ROLLBACK_REFUSED, "The rollback was refused: repair it");
        PATH.on("pickNextWave").sets("waveLeft", false);
        PATH.start();
        PATH.run("loadPlan");
        PATH.waitsAt("pickNextWave");
        assertThat(PATH.on(PilotProcess.KEY).calls()).hasSize(2).last()
            .satisfies(given -> assertThat(given).containsEntry("pilotRollbackRefusal", "The rollback was refused: repair it"));
        PATH.run("pickNextWave");
        assertThat(PATH.on(StabilizationProcess.KEY).calls()).singleElement().satisfies(given -> assertThat(given).doesNotContainKey("rollbackRefusal"));
    }

    @Test void aRefusedRollbackOfThePlanLeadsBackToTheWatch() {
        PATH.on("pickNextWave").sets("waveLeft", false);
        PATH.on(StabilizationProcess.KEY).fails(StabilizationProcess.ROLLBACK_DECIDED, "mail is lost").sets(Map.of());
        PATH.on(RollbackProcess.KEY).fails(RollbackProcess.ROLLBACK_REFUSED, "The rollback was refused: repair it");
        PATH.start();
        PATH.run("loadPlan", "pickNextWave");
        PATH.endedAt("plan-migrated");
        assertThat(PATH.on(StabilizationProcess.KEY).calls()).hasSize(2).last()
            .satisfies(given -> assertThat(given).containsEntry("rollbackRefusal", "The rollback was refused: repair it"));
    }

    @Test void aWaveThatWentBackIsMovedAgainOnTheChangeManagersWord() {
        waveGoesBack();
        PATH.complete("decide-wave", Map.of("waveAgain", true, "waveRemark", "The quota was too low."));
        PATH.waitsAt("pickNextWave");
        assertThat(PATH.on(MigrationWaveProcess.KEY).calls()).extracting(given -> given.get("waveId")).containsExactly("office/first", "office/first");
        assertThat(PATH.on("pickNextWave").calls()).as("no later wave goes first").hasSize(1);
    }

    @Test void aStoppedMigrationRollsBackWhatIsMoved() {
        waveGoesBack();
        PATH.complete("decide-wave", Map.of("waveAgain", false, "waveRemark", "The target is too weak."));
        PATH.endedAt("moved-rolled-back");
        assertThat(PATH.on(RollbackProcess.KEY).calls()).singleElement().satisfies(given -> assertThat(given).containsEntry("scopeKind", RollbackProcess.PLAN));
    }

    @Test void aStoppedMigrationLeavesWhatIsMovedWhereARollbackIsRefused() {
        waveGoesBack();
        PATH.on(RollbackProcess.KEY).fails(RollbackProcess.ROLLBACK_REFUSED, "The rollback was refused: the pilot users are content");
        PATH.complete("decide-wave", Map.of("waveAgain", false, "waveRemark", "The target is too weak."));
        PATH.endedAt("migration-stopped");
    }

    @Test void aRollbackDecidedInTheLastWatchRollsThePlanBack() {
        PATH.on("pickNextWave").sets("waveLeft", false);
        PATH.on(StabilizationProcess.KEY).fails(StabilizationProcess.ROLLBACK_DECIDED, "mail is lost");
        PATH.start();
        PATH.run("loadPlan", "pickNextWave");
        PATH.endedAt("plan-rolled-back");
        assertThat(PATH.on(DecommissionProcess.KEY).calls()).isEmpty();
    }

    private static void waveGoesBack() {
        PATH.on("pickNextWave").sets(Map.of("waveLeft", true, "waveId", "office/first"));
        PATH.on(MigrationWaveProcess.KEY).fails(MigrationWaveProcess.WAVE_ROLLED_BACK, "it went back").sets(Map.of());
        PATH.start();
        PATH.run("loadPlan", "pickNextWave");
        PATH.waitsAt("decide-wave");
    }
}

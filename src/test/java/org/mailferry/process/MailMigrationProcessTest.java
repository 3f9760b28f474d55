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

    @Test void aRollbackDecidedInTheLastWatchRollsThePlanBack() {
        PATH.on("pickNextWave").sets("waveLeft", false);
        PATH.on(StabilizationProcess.KEY).fails(StabilizationProcess.ROLLBACK_DECIDED, "mail is lost");
        PATH.start();
        PATH.run("loadPlan", "pickNextWave");
        PATH.endedAt("plan-rolled-back");
        assertThat(PATH.on(DecommissionProcess.KEY).calls()).isEmpty();
    }
}

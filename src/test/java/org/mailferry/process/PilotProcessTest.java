package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PilotProcessTest {
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(PilotProcess.KEY);

    @BeforeEach void picks() {
        PATH.on("pickPilotWave").sets("waveId", "office/pilot");
    }

    @Test void thePilotMovesRehearsesTheWayBackAndIsAccepted() {
        PATH.on("pickRehearsalMailbox").sets("mailboxId", "office/anna@corp.test");
        PATH.on(MailboxMigrationProcess.KEY).sets("mailboxState", "SKIPPED");
        PATH.start();
        PATH.complete("brief-pilot-users");
        PATH.run("pickPilotWave", "pickRehearsalMailbox");
        PATH.complete("check-rehearsal", Map.of("rehearsalRemark", "Back in 4 minutes."));
        PATH.complete("judge-pilot", Map.of("pilotAccepted", true));
        PATH.endedAt("pilot-accepted");
        assertThat(PATH.variable("mailboxState")).as("what the judge is shown").isEqualTo("SKIPPED");
        assertThat(PATH.on(MigrationWaveProcess.KEY).calls()).singleElement().satisfies(given -> assertThat(given).containsEntry("waveId", "office/pilot"));
        assertThat(PATH.on(RollbackProcess.KEY).calls()).singleElement().satisfies(given -> assertThat(given)
            .containsEntry("scopeKind", RollbackProcess.MAILBOX).containsEntry("rehearsal", true).containsEntry("mailboxId", "office/anna@corp.test"));
        assertThat(PATH.on(MailboxMigrationProcess.KEY).calls()).singleElement().satisfies(given -> assertThat(given).containsEntry("cutoverAtOnce", true));
    }

    @Test void withoutASwitchedMailboxThePilotIsJudgedAtOnce() {
        PATH.on("pickRehearsalMailbox").fails(PilotProcess.NOTHING_TO_REHEARSE, "none is switched");
        PATH.start();
        PATH.complete("brief-pilot-users");
        PATH.run("pickPilotWave", "pickRehearsalMailbox");
        PATH.waitsAt("judge-pilot");
        assertThat(PATH.variable("rehearsalProblem")).isEqualTo("none is switched");
        assertThat(PATH.on(RollbackProcess.KEY).calls()).isEmpty();
    }

    @Test void aRefusedRehearsalIsNoneAndTheJudgeKnowsWhy() {
        PATH.on("pickRehearsalMailbox").sets("mailboxId", "office/anna@corp.test");
        PATH.on(RollbackProcess.KEY).fails(RollbackProcess.ROLLBACK_REFUSED, "The rollback was refused: quarter end");
        PATH.start();
        PATH.complete("brief-pilot-users");
        PATH.run("pickPilotWave", "pickRehearsalMailbox");
        PATH.waitsAt("judge-pilot");
        assertThat(PATH.variable("rehearsalProblem")).isEqualTo("The rollback was refused: quarter end");
        assertThat(PATH.on(MailboxMigrationProcess.KEY).calls()).as("nothing went back, so nothing is moved again").isEmpty();
    }

    @Test void aPilotWhoseWaveWentBackIsRefusedWhateverAnybodyThinks() {
        PATH.on(MigrationWaveProcess.KEY).fails(MigrationWaveProcess.WAVE_ROLLED_BACK, "it went back");
        PATH.start();
        PATH.complete("brief-pilot-users");
        PATH.run("pickPilotWave");
        PATH.endedAt("pilot-refused");
        assertThat(PATH.on("pickRehearsalMailbox").calls()).isEmpty();
    }

    @Test void aRefusedPilotEndsInAnErrorThatTheMigrationHandles() {
        PATH.on("pickRehearsalMailbox").sets("mailboxId", "office/anna@corp.test");
        PATH.start();
        PATH.complete("brief-pilot-users");
        PATH.run("pickPilotWave", "pickRehearsalMailbox");
        PATH.complete("check-rehearsal");
        PATH.complete("judge-pilot", Map.of("pilotAccepted", "false", "pilotRemark", "Half the users lost mail."));
        PATH.endedAt("pilot-refused");
        assertThat(PATH.variable("pilotRemark")).isEqualTo("Half the users lost mail.");
    }
}

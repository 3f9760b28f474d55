package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;

/** The engine itself takes all models and forms in one deployment, as the application makes it. */
class RunbookDeploymentTest {
    private static final List<String> KEYS = List.of(CalendarHandoverProcess.KEY, CalendarSilenceProcess.KEY, DecommissionProcess.KEY, FlowChangeProcess.KEY, MailFlowRedirectionProcess.KEY,
        MailMigrationProcess.KEY, MailboxMigrationProcess.KEY, MaintenanceWindowProcess.KEY, MigrationWaveProcess.KEY, PilotProcess.KEY,
        PreparationProcess.KEY, RollbackProcess.KEY, SettingsStepProcess.KEY, StabilizationProcess.KEY, TargetProvisioningProcess.KEY, TestUserProcess.KEY);

    @Test void allProcessesDeployAndOnlyTheWholeMigrationStartsInTasklist() throws IOException {
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setProcessEngineName("runbook-" + UUID.randomUUID());
        configuration.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        configuration.setJobExecutorActivate(false);
        ProcessEngine engine = configuration.buildProcessEngine();
        try {
            DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
            add(deployment, "processes");
            add(deployment, "forms");
            deployment.deploy();
            List<ProcessDefinition> deployed = engine.getRepositoryService().createProcessDefinitionQuery().list();
            assertThat(deployed).extracting(ProcessDefinition::getKey).containsExactlyInAnyOrderElementsOf(KEYS);
            assertThat(deployed).filteredOn(ProcessDefinition::isStartableInTasklist).extracting(ProcessDefinition::getKey)
                .containsExactly(MailMigrationProcess.KEY);
            assertThat(deployed).allSatisfy(definition -> assertThat(definition.getHistoryTimeToLive()).isEqualTo(3_650));
        } finally {
            engine.close();
        }
    }

    private static void add(DeploymentBuilder deployment, String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            for (Path file : files.toList()) {
                deployment.addString(file.getFileName().toString(), Files.readString(file));
            }
        }
    }
}

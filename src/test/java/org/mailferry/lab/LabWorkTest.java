package org.mailferry.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.kernel.Pacer;

/** The buttons of who plays the lab by hand. */
class LabWorkTest {
    @TempDir static Path directory;

    private final Lab lab = Lab.start(directory, Clock.systemUTC(), Pacer.SLEEPING);
    private final ProcessEngine engine = ProcessEngineConfiguration.createStandaloneInMemProcessEngineConfiguration()
        .setJdbcUrl("jdbc:h2:mem:lab-work").setProcessEngineName("lab-work").buildProcessEngine();
    private final TaskService tasks = engine.getTaskService();
    private final LabWork work = new LabWork(tasks, new LabHands(lab, new LabFaults(lab), Clock.systemUTC(), Pacer.SLEEPING));

    @AfterEach void close() {
        engine.close();
        lab.close();
    }

    @Test void aTaskOffersItsWorkOnTheServersAndTheTaskStaysForItsPerson() {
        waits("judge-pilot");
        waits("lower-ttl");
        assertThat(work.waiting()).singleElement().satisfies(item -> {
            assertThat(item.label()).contains("TTL");
            work.carryOut(item.taskId());
        });
        assertThat(lab.zone().ttlSeconds()).isEqualTo(5);
        assertThat(tasks.createTaskQuery().count()).isEqualTo(2);
        assertThatThrownBy(() -> work.carryOut("gone")).hasMessageContaining("gone");
    }

    private void waits(String step) {
        engine.getRepositoryService().createDeployment()
            .addModelInstance(step + ".bpmn", Bpmn.createExecutableProcess(step + "-only").camundaHistoryTimeToLiveString("P1D").startEvent().userTask(step).endEvent().done()).deploy();
        engine.getRuntimeService().startProcessInstanceByKey(step + "-only");
    }
}

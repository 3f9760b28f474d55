package org.mailferry.process;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An error that nobody catches ends a process silently; here each one finds its boundary event, if need be in the caller. */
class ProcessErrorsTest {
    /** What the delegates throw, by bean. */
    private static final Map<String, String> THROWN = Map.ofEntries(
        entry("loadPlan", MailMigrationProcess.PLAN_INVALID),
        entry("pickRehearsalMailbox", PilotProcess.NOTHING_TO_REHEARSE),
        entry("provisionMailbox", MailboxMigrationProcess.MAILBOX_REFUSED),
        entry("switchMailbox", MailboxMigrationProcess.MAILBOX_REFUSED),
        entry("probeCredentials", MailboxMigrationProcess.CREDENTIALS_REFUSED),
        entry("copySlice", MailboxMigrationProcess.COPY_REFUSED),
        entry("finalSlice", MailboxMigrationProcess.COPY_REFUSED),
        entry("carryCalendars", MailboxMigrationProcess.CALENDARS_REFUSED),
        entry("finalCalendars", MailboxMigrationProcess.CALENDARS_REFUSED),
        entry("verifyCalendars", MailboxMigrationProcess.CALENDARS_DIFFER),
        entry("recordWindowRequest", MaintenanceWindowProcess.WINDOW_REFUSED),
        entry("requireOpenWindow", MaintenanceWindowProcess.WINDOW_CLOSED),
        entry("requireWaveApproval", MigrationWaveProcess.APPROVAL_VOID),
        entry("copyBack", RollbackProcess.ROLLBACK_STUCK),
        entry("copyBackCalendars", RollbackProcess.ROLLBACK_STUCK),
        entry("blockTargets", RollbackProcess.ROLLBACK_STUCK));
    private static List<BpmnModelInstance> models;

    @BeforeAll static void read() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            models = files.filter(file -> file.toString().endsWith(".bpmn")).sorted().map(file -> Bpmn.readModelFromFile(file.toFile())).toList();
        }
    }

    @Test void whatDelegatesThrowIsCaughtWhereTheyStand() {
        Set<String> seen = new TreeSet<>();
        for (BpmnModelInstance model : models) {
            for (ServiceTask task : model.getModelElementsByType(ServiceTask.class)) {
                String bean = task.getCamundaDelegateExpression().replaceAll("[${}]", "");
                if (THROWN.containsKey(bean)) {
                    seen.add(bean);
                    assertThat(caught(task, THROWN.get(bean))).as("%s of %s", THROWN.get(bean), task.getId()).isTrue();
                }
            }
        }
        assertThat(seen).as("beans in the models").isEqualTo(new TreeSet<>(THROWN.keySet()));
    }

    @Test void whatAProcessEndsWithIsCaughtByEveryCaller() {
        for (BpmnModelInstance model : models) {
            String key = model.getModelElementsByType(Process.class).iterator().next().getId();
            for (EndEvent end : model.getModelElementsByType(EndEvent.class)) {
                for (ErrorEventDefinition error : end.getChildElementsByType(ErrorEventDefinition.class)) {
                    String code = error.getError().getErrorCode();
                    assertThat(caught(end, code) || callers(key).allMatch(call -> caught(call, code))).as("%s of %s", code, key).isTrue();
                }
            }
        }
    }

    private static Stream<CallActivity> callers(String key) {
        List<CallActivity> calls = models.stream().flatMap(model -> model.getModelElementsByType(CallActivity.class).stream())
            .filter(call -> call.getCalledElement().equals(key)).toList();
        assertThat(calls).as("callers of %s", key).isNotEmpty();
        return calls.stream();
    }

    /** By a boundary event on the node or on a subprocess around it; one without a code catches every error. */
    private static boolean caught(FlowNode node, String code) {
        for (ModelElementInstance around = node; around instanceof FlowNode; around = around.getParentElement()) {
            FlowNode guarded = (FlowNode) around;
            boolean here = ((BpmnModelInstance) node.getModelInstance()).getModelElementsByType(BoundaryEvent.class).stream()
                .filter(boundary -> boundary.getAttachedTo().equals(guarded))
                .flatMap(boundary -> boundary.getChildElementsByType(ErrorEventDefinition.class).stream())
                .anyMatch(error -> error.getError() == null || error.getError().getErrorCode().equals(code));
            if (here) {
                return true;
            }
        }
        return false;
    }
}

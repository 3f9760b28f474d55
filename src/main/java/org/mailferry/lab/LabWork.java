package org.mailferry.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.mailferry.lab.story.HumanTask;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the tasks of who is signed in ask him to do on the lab's own servers, so that who plays by hand can do it with a button. */
@Component
@Profile("lab")
final class LabWork {
    private static final Map<String, String> WORK = Map.of(
        "switch-routes", "Forward mail of the wave to the new server",
        "restore-routes", "Take the forwards back",
        "lower-ttl", "Lower the TTL of the domain's records",
        "switch-flow INBOUND", "Point the MX record to the new server",
        "switch-flow OUTBOUND", "Name the new server in the SPF record",
        "restore-flow", "Point the MX record to the old server again",
        "switch-off-source", "Switch the old server off");

    private final TaskService tasks;
    private final LabHands hands;

    LabWork(TaskService tasks, LabHands hands) {
        this.tasks = tasks;
        this.hands = hands;
    }

    record Item(String taskId, String task, String label) {}

    List<Item> waiting() {
        return tasks.createTaskQuery().orderByTaskCreateTime().asc().list().stream().map(this::read)
            .flatMap(task -> label(task).map(label -> new Item(task.id(), task.name(), label)).stream()).toList();
    }

    /** Safe to repeat. @throws IllegalArgumentException when no task asks for it (any more) */
    void carryOut(String taskId) {
        Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
        if (task == null) {
            throw new IllegalArgumentException("No task '" + taskId + "' waits");
        }
        hands.before(read(task));
    }

    private static Optional<String> label(HumanTask task) {
        String flow = task.text("flow").map(name -> " " + name).orElse("");
        return Optional.ofNullable(WORK.get(task.key())).or(() -> Optional.ofNullable(WORK.get(task.key() + flow)));
    }

    private HumanTask read(Task task) {
        Map<String, Object> known = new LinkedHashMap<>();
        tasks.getVariables(task.getId(), List.of("flow", "waveId", "mailboxId", "scopeKind", "windowSubject")).forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        return new HumanTask(task.getId(), task.getTaskDefinitionKey(), task.getName(), known);
    }
}

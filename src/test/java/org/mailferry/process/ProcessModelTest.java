package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimeCycle;
import org.camunda.bpm.model.bpmn.instance.TimeDate;
import org.camunda.bpm.model.bpmn.instance.TimeDuration;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** What every model of the runbook keeps to, so that Cockpit can draw it, the engine can run it and a person can read it. */
class ProcessModelTest {
    private static final Pattern BEAN = Pattern.compile("\\$\\{(\\w+)}");
    private static final Set<String> SLICES =
        Set.of("${sizeMailboxes}", "${copySlice}", "${carryCalendars}", "${finalCalendars}", "${verifyCalendars}", "${handOverCalendars}", "${finalSlice}", "${verifySlice}", "${runDueDeltas}", "${runDueCalendars}", "${sweepSource}", "${copyBack}", "${copyBackCalendars}", "${verifyRollback}",
            "${checkSourceQuiet}");
    private static final Set<String> ROLES = Arrays.stream(Role.values()).map(Role::groupId).collect(Collectors.toSet());

    static List<Path> models() {
        return list("processes", ".bpmn");
    }

    @ParameterizedTest @MethodSource("models") void fileIsNamedAfterItsOneExecutableProcess(Path file) {
        Collection<Process> processes = read(file).getModelElementsByType(Process.class);
        assertThat(processes).singleElement().satisfies(process -> {
            assertThat(process.getId() + ".bpmn").isEqualTo(file.getFileName().toString());
            assertThat(process.isExecutable()).isTrue();
            assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P3650D");
            assertThat(process.getName()).isNotBlank();
        });
    }

    @ParameterizedTest @MethodSource("models") void serviceTasksAreJobsThatCallABeanOfOurs(Path file) {
        Set<String> beans = delegateBeans();
        for (ServiceTask task : read(file).getModelElementsByType(ServiceTask.class)) {
            Matcher bean = BEAN.matcher(String.valueOf(task.getCamundaDelegateExpression()));
            assertThat(bean.matches()).as("%s calls a delegate by name", task.getId()).isTrue();
            assertThat(beans).as("the bean of %s", task.getId()).contains(bean.group(1));
            assertThat(task.isCamundaAsyncBefore()).as("%s is a job of its own", task.getId()).isTrue();
            assertThat(task.getDocumentations()).as("documentation of %s", task.getId()).isNotEmpty();
        }
    }

    @ParameterizedTest @MethodSource("models") void slicesStepBackBehindTimersAndPeople(Path file) {
        BpmnModelInstance model = read(file);
        assertThat(model.getModelElementsByType(Process.class)).allSatisfy(process -> assertThat(process.getCamundaJobPriority()).isEqualTo("50"));
        for (ServiceTask task : model.getModelElementsByType(ServiceTask.class)) {
            boolean slice = SLICES.contains(String.valueOf(task.getCamundaDelegateExpression()));
            assertThat(task.getCamundaJobPriority()).as("priority of %s", task.getId()).isEqualTo(slice ? "10" : null);
        }
    }

    @ParameterizedTest @MethodSource("models") void userTasksHaveFormGroupAndDocumentation(Path file) {
        for (UserTask task : read(file).getModelElementsByType(UserTask.class)) {
            assertThat(task.getAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef")).isEqualTo(task.getId());
            assertThat(Path.of("forms", task.getId() + ".form")).exists();
            assertThat(task.isCamundaAsyncAfter()).as("%s commits what the person did", task.getId()).isTrue();
            assertThat(task.getDocumentations()).as("documentation of %s", task.getId()).isNotEmpty();
            if (task.getCamundaAssignee() == null) {
                assertThat(ROLES).as("candidate group of %s", task.getId()).contains(task.getCamundaCandidateGroups());
            }
        }
    }

    @ParameterizedTest @MethodSource("models") void everyAnswerOfAGatewayIsLabelledAndDecided(Path file) {
        for (ExclusiveGateway gateway : read(file).getModelElementsByType(ExclusiveGateway.class)) {
            if (gateway.getOutgoing().size() < 2) {
                assertThat(gateway.getName()).as("a joining gateway is unnamed").isNull();
                continue;
            }
            assertThat(gateway.getName()).as("question of %s", gateway.getId()).endsWith("?");
            assertThat(gateway.getDefault()).as("%s never gets stuck", gateway.getId()).isNotNull();
            for (SequenceFlow answer : gateway.getOutgoing()) {
                assertThat(answer.getName()).as("label of %s", answer.getId()).isNotBlank();
                assertThat(answer.getConditionExpression() == null).as("only the default of %s has no condition", gateway.getId())
                    .isEqualTo(answer.equals(gateway.getDefault()));
            }
        }
    }

    @ParameterizedTest @MethodSource("models") void conditionsAndTimersReadDeclaredVariables(Path file) {
        BpmnModelInstance model = read(file);
        Set<String> declared = declaredVariables();
        List<String> expressions = new ArrayList<>();
        model.getModelElementsByType(SequenceFlow.class).stream().filter(flow -> flow.getConditionExpression() != null)
            .forEach(flow -> expressions.add(flow.getConditionExpression().getTextContent()));
        for (Class<? extends org.camunda.bpm.model.bpmn.instance.Expression> timer : List.of(TimeDuration.class, TimeDate.class, TimeCycle.class)) {
            model.getModelElementsByType(timer).forEach(expression -> expressions.add(expression.getTextContent()));
        }
        for (String expression : expressions) {
            assertThat(expression).as("an expression, not a literal").startsWith("${").endsWith("}");
            String words = expression.replaceAll("'[^']*'", "").replaceAll("\\b(and|or|not|eq|ne|gt|lt|empty|null|true|false)\\b", " ");
            Matcher word = Pattern.compile("[a-zA-Z_]\\w*").matcher(words);
            while (word.find()) {
                assertThat(declared).as("variable in %s", expression).contains(word.group());
            }
        }
    }

    @ParameterizedTest @MethodSource("models") void calledProcessesExistInTheSameDeployment(Path file) {
        for (CallActivity call : read(file).getModelElementsByType(CallActivity.class)) {
            assertThat(Path.of("processes", call.getCalledElement() + ".bpmn")).exists();
            assertThat(call.getCamundaCalledElementBinding()).as("%s stays with its version", call.getId()).isEqualTo("deployment");
        }
    }

    @ParameterizedTest @MethodSource("models") void errorsHaveACodeAndBoundaryEventsAName(Path file) {
        BpmnModelInstance model = read(file);
        assertThat(model.getModelElementsByType(Error.class)).allSatisfy(error -> assertThat(error.getErrorCode()).isNotBlank());
        assertThat(model.getModelElementsByType(BoundaryEvent.class)).allSatisfy(event -> assertThat(event.getName()).isNotBlank());
    }

    @ParameterizedTest @MethodSource("models") void everythingIsDrawn(Path file) {
        BpmnModelInstance model = read(file);
        Set<String> drawn = new TreeSet<>();
        model.getModelElementsByType(BpmnShape.class).forEach(shape -> drawn.add(shape.getBpmnElement().getId()));
        model.getModelElementsByType(BpmnEdge.class).forEach(edge -> drawn.add(edge.getBpmnElement().getId()));
        assertThat(drawn).containsAll(model.getModelElementsByType(FlowNode.class).stream().map(FlowNode::getId).toList());
        assertThat(drawn).containsAll(model.getModelElementsByType(SequenceFlow.class).stream().map(SequenceFlow::getId).toList());
    }

    @ParameterizedTest @MethodSource("models") void edgesAreStraightAndShapesDoNotOverlap(Path file) {
        BpmnModelInstance model = read(file);
        for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
            List<Waypoint> points = new ArrayList<>(edge.getWaypoints());
            for (int i = 1; i < points.size(); i++) {
                boolean orthogonal = points.get(i).getX().equals(points.get(i - 1).getX()) || points.get(i).getY().equals(points.get(i - 1).getY());
                assertThat(orthogonal).as("%s has no diagonal", edge.getBpmnElement().getId()).isTrue();
            }
        }
        List<BpmnShape> shapes = model.getModelElementsByType(BpmnShape.class).stream()
            .filter(shape -> !(shape.getBpmnElement() instanceof SubProcess) && !(shape.getBpmnElement() instanceof BoundaryEvent)).toList();
        for (BpmnShape one : shapes) {
            for (BpmnShape other : shapes) {
                assertThat(one != other && overlap(one.getBounds(), other.getBounds()))
                    .as("%s overlaps %s", one.getBpmnElement().getId(), other.getBpmnElement().getId()).isFalse();
            }
        }
    }

    private static boolean overlap(Bounds a, Bounds b) {
        return a.getX() < b.getX() + b.getWidth() && b.getX() < a.getX() + a.getWidth()
            && a.getY() < b.getY() + b.getHeight() && b.getY() < a.getY() + a.getHeight();
    }

    /** Names of the runbook's beans: components by their annotation, and bean methods by name. */
    private static Set<String> delegateBeans() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(Object.class));
        Set<String> names = new TreeSet<>();
        scan.findCandidateComponents("org.mailferry").forEach(definition -> {
            try {
                Class<?> type = Class.forName(definition.getBeanClassName(), false, ProcessModelTest.class.getClassLoader());
                var component = type.getAnnotation(org.springframework.stereotype.Component.class);
                if (component != null) {
                    names.add(component.value());
                }
                for (var method : type.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(org.springframework.context.annotation.Bean.class)) {
                        String[] given = method.getAnnotation(org.springframework.context.annotation.Bean.class).value();
                        names.add(given.length > 0 ? given[0] : method.getName());
                    }
                }
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        });
        return names;
    }

    /** The names of all {@code ProcessVariable} constants of the contract classes. */
    private static Set<String> declaredVariables() {
        return list("src/main/java/org/mailferry/process", ".java").stream()
            .map(file -> "org.mailferry.process." + file.getFileName().toString().replace(".java", ""))
            .filter(name -> name.endsWith("Process") || name.endsWith("Variables"))
            .flatMap(ProcessModelTest::constants).map(ProcessVariable::name).collect(Collectors.toSet());
    }

    private static Stream<ProcessVariable<?>> constants(String contractClass) {
        try {
            return Arrays.stream(Class.forName(contractClass).getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == ProcessVariable.class)
                .map(field -> {
                    try {
                        return (ProcessVariable<?>) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                });
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BpmnModelInstance read(Path file) {
        return Bpmn.readModelFromFile(file.toFile());
    }

    private static List<Path> list(String folder, String ending) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes the pictures readable: what goes well is one straight line, and no line runs through another or through a shape. */
class ProcessDrawingTest {
    static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList();
        }
    }

    @ParameterizedTest @MethodSource("models") void whatGoesWellRunsStraightToTheRight(Path file) {
        Drawing drawing = Drawing.of(file);
        for (StartEvent start : drawing.model.getModelElementsByType(StartEvent.class)) {
            FlowNode last = start;
            for (Optional<FlowNode> next = drawing.straightOn(last); next.isPresent(); next = drawing.straightOn(last)) {
                last = next.get();
            }
            assertThat(last).as("the line from %s ends at %s", start.getId(), last.getId()).isInstanceOf(EndEvent.class);
            assertThat(last.getChildElementsByType(ErrorEventDefinition.class)).as("%s is a good end", last.getId()).isEmpty();
        }
    }

    @ParameterizedTest @MethodSource("models") void linesRunAroundShapes(Path file) {
        Drawing drawing = Drawing.of(file);
        for (Line line : drawing.lines) {
            for (BpmnShape shape : drawing.shapes.values()) {
                BaseElement element = shape.getBpmnElement();
                boolean own = element.equals(line.flow.getSource()) || element.equals(line.flow.getTarget());
                if (!own && !(element instanceof SubProcess) && !(element instanceof BoundaryEvent)) {
                    assertThat(line.meets(box(shape.getBounds()))).as("%s runs through %s", line.flow.getId(), element.getId()).isFalse();
                }
            }
        }
    }

    @ParameterizedTest @MethodSource("models") void linesDoNotCross(Path file) {
        List<Line> lines = Drawing.of(file).lines;
        for (Line one : lines) {
            for (Line other : lines) {
                assertThat(!one.flow.equals(other.flow) && one.meets(other.box())).as("%s crosses %s", one.flow.getId(), other.flow.getId()).isFalse();
            }
        }
    }

    private static double[] box(Bounds bounds) {
        return new double[] {bounds.getX(), bounds.getY(), bounds.getX() + bounds.getWidth(), bounds.getY() + bounds.getHeight()};
    }

    /** One straight piece of an edge. */
    private record Line(SequenceFlow flow, Waypoint from, Waypoint to) {
        double[] box() {
            return new double[] {Math.min(from.getX(), to.getX()), Math.min(from.getY(), to.getY()),
                Math.max(from.getX(), to.getX()), Math.max(from.getY(), to.getY())};
        }

        boolean meets(double[] other) {
            double[] own = box();
            return own[0] <= other[2] && other[0] <= own[2] && own[1] <= other[3] && other[1] <= own[3];
        }
    }

    private record Drawing(BpmnModelInstance model, Map<String, BpmnShape> shapes, List<Line> lines) {
        static Drawing of(Path file) {
            BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
            Map<String, BpmnShape> shapes = model.getModelElementsByType(BpmnShape.class).stream()
                .collect(Collectors.toMap(shape -> shape.getBpmnElement().getId(), Function.identity()));
            List<Line> lines = new ArrayList<>();
            for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
                List<Waypoint> points = List.copyOf(edge.getWaypoints());
                for (int i = 1; i < points.size(); i++) {
                    lines.add(new Line((SequenceFlow) edge.getBpmnElement(), points.get(i - 1), points.get(i)));
                }
            }
            return new Drawing(model, shapes, lines);
        }

        /** The node to which a single straight line leads, at the same height and further right. */
        Optional<FlowNode> straightOn(FlowNode node) {
            Collection<SequenceFlow> out = node.getOutgoing();
            return out.stream().filter(flow -> pieces(flow).size() == 1).filter(flow -> {
                Line line = pieces(flow).get(0);
                return line.from.getY().equals(line.to.getY()) && line.from.getX() < line.to.getX();
            }).map(SequenceFlow::getTarget).findFirst();
        }

        private List<Line> pieces(SequenceFlow flow) {
            return lines.stream().filter(line -> line.flow.equals(flow)).toList();
        }
    }
}

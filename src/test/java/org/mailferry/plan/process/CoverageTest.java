package org.mailferry.plan.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of the documents is covered by something that exists, or says why not. */
class CoverageTest {
    private static final Path COVERAGE = Path.of("src/main/resources/inventory/coverage.txt");
    private static final Path STEPS = Path.of("src/main/resources/instructions/steps");
    private static final Path MYOFFICE = Path.of("src/main/java/org/mailferry/target/myoffice");
    private static final Pattern RANGE = Pattern.compile("([A-Z])([0-9]+)(?:-([A-Z])([0-9]+))?");
    private static final Map<String, String> CHECKS = Map.of("ports", "mailflow/PortChecks", "dns", "mailflow/DnsChecks", "directory", "directory/process/CompareDirectoryDelegate",
        "logins", "mailsync/process/CheckMailboxesDelegate", "sizes", "mailsync/process/CheckMailboxesDelegate", "roundtrip", "mailsync/process/CheckRoundTripDelegate",
        "pbm", "target/process/PbmLook", "plan", "plan/process/LoadPlanDelegate");

    @Test void everyRowHasExactlyOneLine() throws Exception {
        Set<String> wanted = new TreeSet<>();
        wanted.addAll(rows("N", 1, 79));
        wanted.addAll(rows("P", 1, 111));
        wanted.addAll(rows("V", 12, 34));
        wanted.addAll(rows("T", 1, 4));
        wanted.add("T11");
        assertThat(new TreeSet<>(coverage().keySet())).isEqualTo(wanted);
    }

    @Test void everyCoverExists() throws Exception {
        Map<String, StepPage> steps = steps();
        for (Map.Entry<String, List<String>> line : coverage().entrySet()) {
            for (String cover : line.getValue()) {
                String[] sides = cover.split(":", 2);
                assertThat(exists(line.getKey(), sides[0], sides[1].strip(), steps)).as("%s of %s", cover, line.getKey()).isTrue();
            }
        }
    }

    @Test void everyRowOfAStepIsKnownAndNamesTheStep() throws Exception {
        Map<String, List<String>> coverage = coverage();
        for (StepPage step : steps().values()) {
            for (String row : step.rows()) {
                assertThat(coverage).as("row of step %s", step.id()).containsKey(row);
                assertThat(coverage.get(row)).as("cover of %s", row).contains("step:" + step.id());
            }
        }
    }

    @Test void aLineThatCoversNothingIsFound() throws Exception {
        assertThat(exists("N54", "step", "no-such-step", steps())).isFalse();
        assertThat(exists("N54", "step", "myoffice-dns", steps())).as("a step that does not name the row").isFalse();
        assertThat(exists("N54", "none", "", steps())).isFalse();
    }

    private static boolean exists(String row, String kind, String name, Map<String, StepPage> steps) throws IOException {
        switch (kind) {
            case "step":
                return steps.containsKey(name) && steps.get(name).rows().contains(row);
            case "page":
                return steps.containsKey(name) && Pattern.compile("\\b" + row + "\\b").matcher(steps.get(name).body()).find();
            case "form":
                return Files.exists(Path.of("forms", name + ".form"));
            case "process":
                return Files.exists(Path.of("processes", name + ".bpmn"));
            case "client":
                return Files.exists(MYOFFICE.resolve(name + ".java"));
            case "check":
                return CHECKS.containsKey(name) && Files.exists(Path.of("src/main/java/org/mailferry", CHECKS.get(name) + ".java"));
            case "none":
                return !name.isBlank();
            default:
                return false;
        }
    }

    private static Map<String, List<String>> coverage() throws IOException {
        Map<String, List<String>> coverage = new LinkedHashMap<>();
        for (String line : Files.readAllLines(COVERAGE)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] sides = line.split(" = ", 2);
            Matcher range = RANGE.matcher(sides[0]);
            assertThat(range.matches()).as("a row or a range: %s", line).isTrue();
            int from = Integer.parseInt(range.group(2));
            for (String row : rows(range.group(1), from, range.group(4) == null ? from : Integer.parseInt(range.group(4)))) {
                List<String> covers = Stream.of(sides[1].split("\\|")).map(String::strip).toList();
                assertThat(coverage.put(row, covers)).as("%s stands twice", row).isNull();
            }
        }
        return coverage;
    }

    private static List<String> rows(String part, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(number -> part + number).toList();
    }

    private static Map<String, StepPage> steps() throws IOException {
        Map<String, StepPage> steps = new LinkedHashMap<>();
        List<String> order = Files.readAllLines(STEPS.resolve("order.txt"));
        List<String> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(STEPS)) {
            found.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".md")).forEach(name -> files.add(name.replace(".md", "")));
        }
        assertThat(order).as("order.txt names every page once").containsExactlyInAnyOrderElementsOf(files);
        for (String id : order) {
            steps.put(id, StepPage.parse(id, Files.readString(STEPS.resolve(id + ".md"))));
        }
        return steps;
    }
}

package org.mailferry.process.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of the runbook, as a document. */
class FormsTest {
    static Stream<String> ids() {
        return FormAnswers.ids().stream();
    }

    @ParameterizedTest @MethodSource("ids") void carriesTheNameOfItsFile(String id) throws Exception {
        JsonNode form = document(id);
        assertThat(form.path("id").asText()).isEqualTo(id);
        assertThat(form.path("type").asText()).isEqualTo("default");
        assertThat(form.path("schemaVersion").asInt()).isEqualTo(16);
    }

    @ParameterizedTest @MethodSource("ids") void asksEachQuestionOnce(String id) {
        assertThat(FormAnswers.form(id).fields()).extracting(Field::key).doesNotHaveDuplicates();
    }

    /** A task that asks nothing could be completed without being looked at. */
    @ParameterizedTest @MethodSource("ids") void alwaysAsksForAnAnswer(String id) {
        assertThat(FormAnswers.form(id).fields()).anyMatch(field -> field.required() && field.when().equals(Condition.ALWAYS));
    }

    /** Otherwise the browser would show what the server refuses, or hide what it asks for. */
    @ParameterizedTest @MethodSource("ids") void hidesExactlyWhatDoesNotApply(String id) throws Exception {
        for (JsonNode component : document(id).path("components")) {
            boolean conditional = component.path("properties").has("when");
            if (component.has("key")) {
                assertThat(component.has("conditional")).as(component.get("key").asText()).isEqualTo(conditional);
            }
            if (conditional) {
                assertThat(keysOf(component.at("/conditional/hide").asText()))
                    .isEqualTo(Condition.parse(component.at("/properties/when").asText()).example().keySet());
            }
        }
    }

    @ParameterizedTest @MethodSource("ids") void startsWithAHeading(String id) throws Exception {
        assertThat(document(id).path("components").get(0).path("text").asText()).startsWith("### ");
    }

    @ParameterizedTest @MethodSource("ids") void numbersItsComponents(String id) throws Exception {
        assertThat(StreamSupport.stream(document(id).path("components").spliterator(), false).map(c -> c.path("id").asText()))
            .doesNotHaveDuplicates().doesNotContain("");
    }

    /** Decisions the auditor will ask about: without a reason they are not taken. */
    @ParameterizedTest @MethodSource("ids") void asksForAReasonWithEveryRefusalWaiverSkipAndRollback(String id) {
        for (Field decision : FormAnswers.form(id).fields()) {
            Stream.of("false", "waive", "skip", "accept", "rollback").filter(decision.options()::contains)
                .forEach(option -> assertThat(FormAnswers.form(id).fields()).as(decision.key() + "=" + option)
                    .anyMatch(field -> field.kind() == FieldKind.TEXT && field.required()
                        && field.when().holds(key -> key.equals(decision.key()) ? option : null)));
        }
    }

    @ParameterizedTest @MethodSource("ids") void isAskedByExactlyOneTaskOrStart(String id) throws Exception {
        int references = 0;
        try (Stream<Path> models = Files.list(Path.of("processes"))) {
            for (Path model : models.toList()) {
                references += Files.readString(model).split("camunda:formRef=\"" + id + "\"", -1).length - 1;
            }
        }
        assertThat(references).isOne();
    }

    private static Set<String> keysOf(String hide) {
        String comparisons = hide.substring("=not(".length(), hide.length() - 1).replace("(", "").replace(")", "");
        return Stream.of(comparisons.split(" and | or ")).map(part -> part.split("=")[0].strip()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode document(String id) throws Exception {
        return new ObjectMapper().readTree(FormAnswers.document(id));
    }
}

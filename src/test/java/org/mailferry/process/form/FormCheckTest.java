package org.mailferry.process.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.junit.jupiter.api.Test;

class FormCheckTest {
    @Test void momentsOfTheBrowserBecomeInstants() {
        assertThat(check("""
            {"type": "datetime", "subtype": "datetime", "key": "start", "dateLabel": "Begin", "validate": {"required": true}}""",
            Map.of("start", "2026-12-24T22:00+03:00"))).containsEntry("start", "2026-12-24T19:00:00Z");
    }

    @Test void anEndMustLieAfterItsBegin() {
        String window = """
            {"type": "datetime", "subtype": "datetime", "key": "start", "dateLabel": "Begin"},
            {"type": "datetime", "subtype": "datetime", "key": "end", "dateLabel": "End", "properties": {"after": "start"}}""";
        assertThatThrownBy(() -> check(window, Map.of("start", "2026-12-24T22:00Z", "end", "2026-12-24T22:00Z")))
            .isInstanceOf(BadUserRequestException.class).hasMessageContaining("'End' (end) must lie after 'Begin'");
        assertThat(check(window, Map.of("start", "2026-12-24T22:00Z", "end", "2026-12-24T22:15Z"))).hasSize(2);
    }

    @Test void whatIsNoMomentIsNamed() {
        assertThatThrownBy(() -> check("""
            {"type": "datetime", "subtype": "datetime", "key": "start", "dateLabel": "Begin"}""", Map.of("start", "tomorrow")))
            .hasMessageContaining("must be a date and time with its offset");
    }

    @Test void aDateIsADate() {
        String until = """
            {"type": "datetime", "subtype": "date", "key": "until", "dateLabel": "Kept until", "validate": {"required": true}}""";
        assertThat(check(until, Map.of("until", "2040-12-31"))).containsEntry("until", "2040-12-31");
        assertThatThrownBy(() -> check(until, Map.of("until", "31.12.2040"))).hasMessageContaining("must be a date, such as");
    }

    @Test void yesOrNoBecomesAFlag() {
        String decision = """
            {"type": "radio", "key": "approved", "label": "Decision", "values": [{"value": "true"}, {"value": "false"}]}""";
        assertThat(check(decision, Map.of("approved", "true"))).containsEntry("approved", true);
        assertThat(check(decision, Map.of("approved", false))).containsEntry("approved", false);
        assertThatThrownBy(() -> check(decision, Map.of("approved", "perhaps"))).hasMessageContaining("must be one of true, false");
    }

    @Test void onlySpacesAreNoReason() {
        assertThatThrownBy(() -> check("""
            {"type": "textarea", "key": "reason", "label": "Reason", "validate": {"required": true}}""", Map.of("reason", " \n ")))
            .hasMessageContaining("'Reason' (reason) must be filled in");
    }

    @Test void aTickMustBeATick() {
        String tick = """
            {"type": "checkbox", "key": "done", "label": "It is done", "validate": {"required": true}}""";
        assertThat(check(tick, Map.of("done", true))).containsEntry("done", true);
        assertThatThrownBy(() -> check(tick, Map.of("done", false))).hasMessageContaining("must be ticked once it is done");
        assertThatThrownBy(() -> check(tick, Map.of("done", "yes"))).hasMessageContaining("must be ticked or not");
    }

    @Test void numbersLengthsAndPatternsHold() {
        String number = """
            {"type": "number", "key": "count", "label": "Count", "validate": {"min": 1, "max": 5}}""";
        assertThat(check(number, Map.of("count", 5))).containsEntry("count", 5L);
        assertThatThrownBy(() -> check(number, Map.of("count", 0))).hasMessageContaining("must be at least 1");
        assertThatThrownBy(() -> check(number, Map.of("count", 6))).hasMessageContaining("must be at most 5");
        assertThatThrownBy(() -> check(number, Map.of("count", "many"))).hasMessageContaining("must be a whole number");
        String line = """
            {"type": "textfield", "key": "plan", "label": "Plan", "validate": {"minLength": 2, "maxLength": 4, "pattern": "^[a-z]*$"}}""";
        assertThatThrownBy(() -> check(line, Map.of("plan", "a"))).hasMessageContaining("needs at least 2 characters");
        assertThatThrownBy(() -> check(line, Map.of("plan", "abcde"))).hasMessageContaining("may have at most 4 characters");
        assertThatThrownBy(() -> check(line, Map.of("plan", "AB"))).hasMessageContaining("must match");
    }

    @Test void aFieldCountsOnlyUnderItsCondition() {
        String skip = """
            {"type": "radio", "key": "next", "label": "Next", "values": [{"value": "retry"}, {"value": "skip"}]},
            {"type": "textarea", "key": "reason", "label": "Reason", "validate": {"required": true}, "properties": {"when": "next=skip"}}""";
        assertThat(check(skip, Map.of("next", "retry"))).containsOnlyKeys("next");
        assertThatThrownBy(() -> check(skip, Map.of("next", "skip"))).hasMessageContaining("must be filled in");
        assertThatThrownBy(() -> check(skip, Map.of("next", "retry", "reason", "x"))).hasMessageContaining("does not apply");
    }

    @Test void aConditionMayLookAtAVariableOfTheTask() {
        String tick = """
            {"type": "checkbox", "key": "done", "label": "Done", "validate": {"required": true}, "properties": {"when": "sourceKind=EXCHANGE"}}""";
        assertThat(FormCheck.check(form(tick), Map.of(), name -> "IMAP")).isEmpty();
        assertThatThrownBy(() -> FormCheck.check(form(tick), Map.of(), name -> "EXCHANGE")).hasMessageContaining("must be ticked");
    }

    @Test void theAnswerOfAnEarlierRoundIsNoAnswer() {
        String reason = """
            {"type": "radio", "key": "approved", "label": "Decision", "values": [{"value": "true"}, {"value": "false"}]},
            {"type": "textarea", "key": "reason", "label": "Reason", "validate": {"required": true}, "properties": {"when": "approved=false"}}""";
        assertThat(FormCheck.check(form(reason), Map.of("approved", true), name -> "false")).containsOnlyKeys("approved");
    }

    @Test void whatTheFormDoesNotAskIsRefused() {
        assertThatThrownBy(() -> check("""
            {"type": "textfield", "key": "plan", "label": "Plan"}""", Map.of("planHash", "f00", "plan", "office")))
            .hasMessageContaining("'planHash' is not a field of this form");
    }

    @Test void aQuestionThatCannotBeCheckedIsNoForm() {
        assertThatThrownBy(() -> form("{\"type\": \"checklist\", \"key\": \"all\"}"))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'all' is of type 'checklist'");
    }

    private static Map<String, Object> check(String components, Map<String, Object> posted) {
        return FormCheck.check(form(components), posted, name -> null);
    }

    private static Form form(String components) {
        return Form.parse("{\"id\": \"example\", \"components\": [" + components + "]}");
    }
}

package org.mailferry.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormAnswersTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @Test void ticksEveryBoxAndGivesReasonsOnlyWhereTheyApply() throws JsonProcessingException {
        assertThat(answers("""
            {"type": "text", "text": "Read this"},
            {"type": "radio", "key": "approved", "values": [{"label": "No", "value": "false"}, {"label": "Yes", "value": "true"}]},
            {"type": "textarea", "key": "reason", "properties": {"when": "approved=false"}},
            {"type": "checkbox", "key": "backedUp"},
            {"type": "checkbox", "key": "exchangeOnly", "properties": {"when": "sourceKind=EXCHANGE & calendars=true"}}""", Map.of()))
            .isEqualTo(Map.of("approved", "true", "backedUp", true));
    }

    @Test void whatAppliesIsJudgedByTheStepsVariablesToo() throws JsonProcessingException {
        HumanTask task = new HumanTask("1", "prepare-source", "Prepare source", Map.of("sourceKind", "EXCHANGE", "calendars", true));

        assertThat(new FormAnswers(NOON, Map.of()).to(form("""
            {"type": "checkbox", "key": "exchangeOnly", "properties": {"when": "sourceKind=EXCHANGE & calendars=true"}}"""), task)).containsOnlyKeys("exchangeOnly");
    }

    @Test void triesAgainRatherThanGivesUp() throws JsonProcessingException {
        assertThat(answers("""
            {"type": "radio", "key": "triageDecision", "values": [{"value": "skip"}, {"value": "accept"}, {"value": "retry"}]}""", Map.of()))
            .isEqualTo(Map.of("triageDecision", "retry"));
    }

    @Test void anAnswerOfOnesOwnComesFirst() throws JsonProcessingException {
        assertThat(answers("{\"type\": \"radio\", \"key\": \"triageDecision\", \"values\": [{\"value\": \"skip\"}, {\"value\": \"retry\"}]}", Map.of("triageDecision", "skip")))
            .isEqualTo(Map.of("triageDecision", "skip"));
    }

    @Test void asksForAWindowThatBeginsInAMoment() throws JsonProcessingException {
        assertThat(answers("""
            {"type": "datetime", "subtype": "datetime", "key": "windowStart"},
            {"type": "datetime", "subtype": "datetime", "key": "windowEnd"},
            {"type": "datetime", "subtype": "date", "key": "retentionUntil"}""", Map.of()))
            .isEqualTo(Map.of("windowStart", "2026-03-01T12:00:02Z", "windowEnd", "2026-03-01T14:00:02Z", "retentionUntil", "2031-03-01"));
    }

    private static Map<String, Object> answers(String components, Map<String, Object> own) throws JsonProcessingException {
        return new FormAnswers(NOON, own).to(form(components), new HumanTask("1", "step", "Step", Map.of()));
    }

    private static com.fasterxml.jackson.databind.JsonNode form(String components) throws JsonProcessingException {
        return new ObjectMapper().readTree("{\"components\": [" + components + "]}");
    }
}

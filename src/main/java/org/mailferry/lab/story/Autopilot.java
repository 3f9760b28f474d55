package org.mailferry.lab.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.mailferry.kernel.Pacer;

/**
 * Plays the people of a migration, each with his own login: operators work off their steps, change managers approve what somebody
 * else asked for, the auditor watches until the runbook has ended. What they do outside the runbook is plugged in.
 */
public final class Autopilot {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /** A step that comes back as often as this about the same thing is a circle that agreeing does not leave. */
    private static final int MOST_ROUNDS = 8;

    private final EngineRest engine;
    private final Cast cast;
    private final OutsideActions outside;
    private final FormAnswers answers;
    private final Clock clock;
    private final Pacer pacer;
    private final Duration patience;
    private final Consumer<String> narrator;
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Map<String, Integer> rounds = new HashMap<>();
    private final Set<String> toldIncidents = new HashSet<>();

    /** @param patience how long nothing may happen before the play is given up */
    public Autopilot(EngineRest engine, Cast cast, OutsideActions outside, FormAnswers answers, Clock clock, Pacer pacer, Duration patience, Consumer<String> narrator) {
        this.engine = engine;
        this.cast = cast;
        this.outside = outside;
        this.answers = answers;
        this.clock = clock;
        this.pacer = pacer;
        this.patience = patience;
        this.narrator = narrator;
    }

    /**
     * How it ended.
     *
     * @param end label of the end event, empty when the migration did not reach one
     * @param steps human steps that were played
     */
    public record Ending(boolean reached, String end, int steps, String problem) {}

    /** Starts the migration as the first operator. @return the instance's id */
    public String start(String planName) {
        Player starter = cast.operators().get(0);
        String instance = engine.start(starter, "mail-migration", planName, Map.of("planName", planName));
        narrator.accept(starter.userId() + " starts the migration of plan " + planName);
        return instance;
    }

    /** Plays until the migration's instance has ended, or nothing happens any more. */
    public Ending play(String instance) {
        Instant lastMove = clock.instant();
        int steps = 0;
        while (Duration.between(lastMove, clock.instant()).compareTo(patience) < 0) {
            int played = round();
            steps += played;
            if (played > 0) {
                lastMove = clock.instant();
            }
            JsonNode state = engine.read(cast.auditor(), "history/process-instance/" + instance, Map.of());
            if (!state.path("endTime").isNull() && !state.path("endTime").isMissingNode()) {
                return new Ending(true, endOf(instance), steps, "");
            }
            Optional<String> circle = rounds.entrySet().stream().filter(entry -> entry.getValue() > MOST_ROUNDS).map(Map.Entry::getKey).findFirst();
            if (circle.isPresent()) {
                return new Ending(false, "", steps, "\"" + circle.get() + "\" came back " + MOST_ROUNDS + " times; open incidents: " + incidents());
            }
            lastMove = tellIncidents() ? clock.instant() : lastMove;
            pacer.pause(LOOK_AGAIN);
        }
        return new Ending(false, "", steps, "nothing happened for " + patience.toSeconds() + " s; open incidents: " + incidents());
    }

    private int round() {
        int played = 0;
        Set<String> seen = new HashSet<>();
        for (Player player : cast.actors()) {
            for (HumanTask waiting : engine.tasks(player)) {
                if (seen.add(waiting.id()) && play(player, waiting)) {
                    played++;
                }
            }
        }
        return played;
    }

    /** Another of the group tries next time when this one may not: four eyes. */
    private boolean play(Player first, HumanTask waiting) {
        try {
            HumanTask task = engine.withVariables(first, waiting);
            Player player = rightPerson(first, task);
            outside.before(task);
            Map<String, Object> given = answers.to(engine.form(player, task), task);
            engine.claim(player, task);
            try {
                engine.submit(player, task, given);
            } catch (EngineRest.Refused refused) {
                engine.unclaim(player, task);
                throw refused;
            }
            rounds.merge(task.name() + " [" + task.subject() + "]", 1, Integer::sum);
            narrator.accept(player.userId() + ": " + task.name() + (task.subject().isBlank() ? "" : " [" + task.subject() + "]") + decision(given));
            return true;
        } catch (EngineRest.Refused refused) {
            int times = refusals.merge(waiting.id(), 1, Integer::sum);
            if (times == 1) {
                narrator.accept(first.userId() + " could not do \"" + waiting.name() + "\": " + refused.getMessage());
            }
            return false;
        }
    }

    private Player rightPerson(Player first, HumanTask task) {
        Optional<String> requester = task.text("requestedBy");
        if (!cast.changeManagers().contains(first) || requester.isEmpty() || !requester.get().equals(first.userId())) {
            return first;
        }
        return cast.changeManagers().stream().filter(other -> !other.userId().equals(requester.get())).findFirst().orElse(first);
    }

    private String endOf(String instance) {
        for (JsonNode event : engine.read(cast.auditor(), "history/activity-instance", Map.of("processInstanceId", instance, "finished", "true", "sortBy", "endTime", "sortOrder", "desc"))) {
            if (event.path("activityType").asText().toLowerCase(java.util.Locale.ROOT).endsWith("endevent")) {
                return event.path("activityName").asText(event.path("activityId").asText());
            }
        }
        return "";
    }

    private boolean tellIncidents() {
        boolean news = false;
        for (JsonNode incident : engine.read(cast.auditor(), "incident", Map.of())) {
            if (toldIncidents.add(incident.path("id").asText())) {
                narrator.accept("Incident at " + incident.path("activityId").asText() + ": " + incident.path("incidentMessage").asText());
                news = true;
            }
        }
        return news;
    }

    private List<String> incidents() {
        return engine.read(cast.auditor(), "incident", Map.of()).findValuesAsText("incidentMessage");
    }

    private static String decision(Map<String, Object> given) {
        return given.entrySet().stream().filter(entry -> entry.getKey().matches(".*([dD]ecision|Approved|Accepted|Granted|confirmed|approved)"))
            .findFirst().map(entry -> " → " + entry.getValue()).orElse("");
    }
}

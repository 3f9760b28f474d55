package org.mailferry.mailflow.process;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailferry.mailflow.ProbeOutcome;
import org.mailferry.mailflow.ProbeRounds;
import org.springframework.stereotype.Component;

/** A round of probes in a few lines: red ones first, then green ones, then what was not probed. */
record ProbeReport(boolean green, String text) {

    static ProbeReport of(ProbeRoutes.Choice choice, List<ProbeOutcome> outcomes) {
        Stream<String> red = outcomes.stream().filter(outcome -> !outcome.green()).map(ProbeOutcome::text);
        Stream<String> green = outcomes.stream().filter(ProbeOutcome::green).map(ProbeOutcome::text);
        return new ProbeReport(outcomes.stream().allMatch(ProbeOutcome::green),
            Stream.of(red, green, choice.remarks().stream()).flatMap(lines -> lines).collect(Collectors.joining("\n")));
    }

    ProbeReport and(ProbeReport other) {
        return new ProbeReport(green && other.green, text + "\n" + other.text);
    }

    /** Runs what was chosen. */
    @Component
    static final class Maker {
        private final ProbeRounds rounds;

        Maker(ProbeRounds rounds) {
            this.rounds = rounds;
        }

        ProbeReport run(ProbeRoutes.Choice choice) {
            return of(choice, rounds.run(choice.probes()));
        }
    }
}

package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StabilizationProcessTest {
    private static final Map<String, Object> WAVE = Map.of("planName", "office", "waveId", "office/first", "scope", "wave", "probeEvery", "PT10M", "calendars", true);
    @RegisterExtension static final ProcessPath PATH = new ProcessPath(StabilizationProcess.KEY);

    @Test void probesAreRepeatedUntilTheWatchIsOver() {
        PATH.on("runProbes").sets("probesGreen", true);
        PATH.on("judgeWatch").sets("watchOver", false).sets("watchOver", true);
        PATH.start(WAVE);
        PATH.run("runProbes", "judgeWatch");
        PATH.waitsAt("probe-due");
        PATH.fire("probe-due");
        PATH.run("runProbes", "judgeWatch");
        PATH.complete("judge-stability", Map.of("stabilityDecision", StabilizationProcess.STABLE));
        PATH.endedAt("stable");
        assertThat(PATH.trail()).last().satisfies(entry -> {
            assertThat(entry.subject()).isEqualTo("office/first");
            assertThat(entry.detail()).contains("An automatic reply can be set and arrives: true", "Calendars show their events: true");
        });
    }

    @Test void aFailedProbeBringsAPersonAtOnce() {
        PATH.on("runProbes").sets("probesGreen", false).sets("probesGreen", true);
        PATH.on("judgeWatch").sets("watchOver", false);
        PATH.start(WAVE);
        PATH.run("runProbes", "judgeWatch");
        PATH.complete("judge-stability", Map.of("stabilityDecision", StabilizationProcess.REPAIR, "stabilityRemark", "Outbound mail hangs."));
        PATH.complete("repair-stability");
        PATH.run("runProbes", "judgeWatch");
        PATH.waitsAt("probe-due");
    }

    @Test void stabilityInSpiteOfAFailedProbeNeedsAReason() {
        PATH.on("runProbes").sets("probesGreen", false);
        PATH.on("judgeWatch").sets("watchOver", true);
        PATH.start(WAVE);
        PATH.run("runProbes", "judgeWatch");
        PATH.complete("judge-stability", Map.of("stabilityDecision", StabilizationProcess.STABLE, "stableDespite", "The probe's own mailbox was full."));
        PATH.endedAt("stable");
        assertThat(PATH.trail()).last().satisfies(entry -> assertThat(entry.detail()).contains("The probe's own mailbox was full."));
    }

    @Test void aRollbackIsDecidedAsAnErrorForTheCaller() {
        PATH.on("runProbes").sets("probesGreen", false);
        PATH.on("judgeWatch").sets("watchOver", false);
        PATH.start(WAVE);
        PATH.run("runProbes", "judgeWatch");
        PATH.complete("judge-stability", Map.of("stabilityDecision", StabilizationProcess.ROLLBACK, "stabilityRemark", "Users cannot sign in."));
        PATH.endedAt("rollback-decided");
    }
}

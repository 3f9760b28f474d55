package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CalendarSilenceProcessTest {
    private static final Map<String, Object> PROBE = Map.of("silenceNeed", CalendarSilenceProcess.PROBE, "silencePatience", "PT2M", "silenceProbeId", "a", "silenceFinding", "");
    private static final Map<String, Object> SILENT = Map.of("calendarsMayGoOn", true, "silenceFinding", "nothing but our control message");
    private static final Map<String, Object> LOUD = Map.of("calendarsMayGoOn", false, "silenceFinding", "an invitation from user1@corp.test");

    @RegisterExtension static final ProcessPath PATH = new ProcessPath(CalendarSilenceProcess.KEY);

    @Test void aSilentTargetNeedsNobody() {
        PATH.on("beginSilenceProbe").sets(PROBE);
        PATH.on("judgeSilence").sets(SILENT);
        PATH.start();
        PATH.run("beginSilenceProbe", "writeProbeMeetings");
        PATH.fire("mail-had-time");
        PATH.run("lookAtDecoy", "judgeSilence");
        PATH.endedAt("calendars-may-go-on");
    }

    @Test void whereNothingIsToBeProvedItEndsAtOnce() {
        PATH.on("beginSilenceProbe").sets("silenceNeed", CalendarSilenceProcess.NOTHING);
        PATH.start();
        PATH.run("beginSilenceProbe");
        PATH.endedAt("nothing-to-prove");
    }

    @Test void aStrayMessageIsExplainedByAPersonAndProvedHarmlessByAnotherProbe() {
        PATH.on("beginSilenceProbe").sets(PROBE);
        PATH.on("judgeSilence").sets(LOUD).sets(SILENT);
        PATH.start();
        PATH.run("beginSilenceProbe", "writeProbeMeetings", "mail-had-time", "lookAtDecoy", "judgeSilence");
        PATH.complete("decide-calendars", Map.of("silenceProbeAgain", true, "silenceReason", "The administrator switched scheduling off."));
        PATH.run("recordSilenceDecision", "beginSilenceProbe", "writeProbeMeetings", "mail-had-time", "lookAtDecoy", "judgeSilence");
        PATH.endedAt("calendars-may-go-on");
        assertThat(PATH.trail()).extracting("actor", "action").contains(Tuple.tuple("carla", "completed 'Decide on calendars'"));
    }

    @Test void calendarsThatAreStoppedAlreadyComeToAPersonWhoMayLeaveThemOut() {
        PATH.on("beginSilenceProbe").sets(Map.of("silenceNeed", CalendarSilenceProcess.DECISION, "silenceFinding", "an invitation from user1@corp.test"));
        PATH.start();
        PATH.run("beginSilenceProbe");
        PATH.complete("decide-calendars", Map.of("silenceProbeAgain", false, "silenceReason", "They are moved by hand."));
        PATH.run("recordSilenceDecision");
        PATH.endedAt("calendars-left-out");
    }
}

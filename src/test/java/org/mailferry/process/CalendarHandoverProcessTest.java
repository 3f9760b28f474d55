package org.mailferry.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CalendarHandoverProcessTest {
    private static final Map<String, Object> WANTED = Map.of("handoverWanted", true, "handoverFinding", "12 have moved", "silencePatience", "PT2M");

    @RegisterExtension static final ProcessPath PATH = new ProcessPath(CalendarHandoverProcess.KEY);

    @Test void approvedAndProvedItIsHandedOverSliceBySlice() {
        PATH.on("planHandover").sets(WANTED);
        PATH.on("judgeHandover").sets("handoverSilent", true);
        PATH.on("handOverCalendars").sets("handoverDone", false).sets("handoverDone", true);
        PATH.start();
        PATH.run("planHandover");
        PATH.complete("approve-handover", Map.of("handoverApproved", true, "handoverReason", "All waves are done."));
        PATH.run("probeHandover");
        PATH.fire("handover-mail-had-time");
        PATH.run("lookAtDecoy", "judgeHandover", "handOverCalendars", "handOverCalendars");
        PATH.endedAt("calendars-handed-over");
        assertThat(PATH.trail()).extracting("actor", "action").contains(Tuple.tuple("carla", "completed 'Approve handover'"));
    }

    @Test void aTargetThatTellsPeopleIsAskedAboutAgainAndNothingIsHandedOver() {
        PATH.on("planHandover").sets(WANTED);
        PATH.on("judgeHandover").sets(Map.of("handoverSilent", false, "handoverFinding", "an invitation"));
        PATH.start();
        PATH.run("planHandover");
        PATH.complete("approve-handover", Map.of("handoverApproved", true, "handoverReason", "All waves are done."));
        PATH.run("probeHandover", "handover-mail-had-time", "lookAtDecoy", "judgeHandover");
        PATH.complete("approve-handover", Map.of("handoverApproved", false, "handoverReason", "Its scheduling cannot be switched off."));
        PATH.endedAt("marks-left");
        assertThat(PATH.on("handOverCalendars").calls()).isEmpty();
    }

    @Test void aPlanWithoutCalendarsAsksNobody() {
        PATH.on("planHandover").sets("handoverWanted", false);
        PATH.start();
        PATH.run("planHandover");
        PATH.endedAt("nothing-to-hand-over");
    }
}

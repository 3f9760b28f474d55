package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.mailferry.calendarsync.CalendarSilence.Need;
import org.mailferry.calendarsync.SilenceVerdict.Kind;
import org.mailferry.kernel.PlanName;

class CalendarSilenceTest {
    private static final PlanName PLAN = new PlanName("corp");
    private static final SilenceEvidence SILENT = new SilenceEvidence("", "", "", true);
    private static final SilenceEvidence STRAY = new SilenceEvidence("", "a message from user1@corp.test with an invitation", "", true);
    private static final SilenceEvidence UNREACHED = new SilenceEvidence("", "", "", false);

    private Instant now = Instant.parse("2026-12-24T12:00:00Z");
    private final CalendarSilence silence = new CalendarSilence(new MemorySilenceRecords(),
        new SilenceSettings(Duration.ofMinutes(30), Duration.ofHours(4), Duration.ofMinutes(2)), new Clock() {
            @Override public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override public Instant instant() {
                return now;
            }
        });

    @Test void calendarsWaitUntilAProbeFoundSilence() {
        assertThat(silence.objection(PLAN)).hasValueSatisfying(objection -> assertThat(objection.why()).contains("Nobody has proved"));
        assertThat(silence.begin(PLAN, "a")).isEqualTo(Need.PROBE);
        assertThat(silence.begin(PLAN, "b")).as("under way").isEqualTo(Need.NOTHING);
        assertThat(silence.judge(PLAN, "corp/pilot", SILENT).mayGoOn()).isTrue();
        assertThat(silence.objection(PLAN)).isEmpty();
        assertThat(silence.objection(new PlanName("other"))).isPresent();
    }

    @Test void aProofGrowsOld() {
        prove();
        assertThat(silence.begin(PLAN, "b")).isEqualTo(Need.NOTHING);
        now = now.plus(Duration.ofMinutes(30));
        assertThat(silence.begin(PLAN, "b")).isEqualTo(Need.PROBE);
        assertThat(silence.objection(PLAN)).isEmpty();
        now = now.plus(Duration.ofHours(4));
        assertThat(silence.objection(PLAN)).isPresent();
    }

    @Test void aDecoyThatCannotBeReachedStopsNothingWhileTheProofHolds() {
        prove();
        assertThat(silence.judge(PLAN, "corp/one", UNREACHED).mayGoOn()).isTrue();
        now = now.plus(Duration.ofHours(4));
        assertThat(silence.judge(PLAN, "corp/one", UNREACHED).mayGoOn()).isFalse();
        assertThat(silence.begin(PLAN, "c")).isEqualTo(Need.DECISION);
    }

    @Test void aFirstProbeThatDoesNotReachTheDecoyProvesNothing() {
        SilenceVerdict verdict = silence.judge(PLAN, "corp/pilot", UNREACHED);
        assertThat(verdict.kind()).isEqualTo(Kind.UNPROVED);
        assertThat(verdict.mayGoOn()).isFalse();
        assertThat(silence.judge(PLAN, "corp/pilot", new SilenceEvidence("", "", "a meeting was not taken", true)).mayGoOn()).isFalse();
    }

    @Test void theFirstStrayMessageStopsTheCalendarsOfEveryWaveUntilAPersonAndAProbeReleaseThem() {
        prove();
        assertThat(silence.judge(PLAN, "corp/one", STRAY)).satisfies(verdict -> {
            assertThat(verdict.kind()).isEqualTo(Kind.LOUD);
            assertThat(verdict.mayGoOn()).isFalse();
        });
        assertThat(silence.objection(PLAN)).hasValueSatisfying(objection -> assertThat(objection.why()).contains("corp/one", "an invitation"));
        assertThat(silence.begin(PLAN, "b")).as("another wave asks").isEqualTo(Need.DECISION);
        assertThatThrownBy(() -> silence.askRelease(PLAN, "chef", " ")).isInstanceOf(IllegalArgumentException.class);
        silence.askRelease(PLAN, "chef", "mail of a printer");
        assertThat(silence.objection(PLAN)).as("asked is not released").isPresent();
        assertThat(silence.begin(PLAN, "b")).isEqualTo(Need.PROBE);
        assertThat(silence.judge(PLAN, "corp/one", SILENT).mayGoOn()).isTrue();
        assertThat(silence.objection(PLAN)).isEmpty();
    }

    @Test void anotherStrayMakesTheReleaseVoid() {
        silence.judge(PLAN, "corp/one", STRAY);
        silence.askRelease(PLAN, "chef", "mail of a printer");
        assertThat(silence.judge(PLAN, "corp/one", STRAY).mayGoOn()).isFalse();
        assertThat(silence.begin(PLAN, "c")).isEqualTo(Need.DECISION);
    }

    @Test void silenceAloneReleasesNothing() {
        assertThat(silence.begin(PLAN, "a")).isEqualTo(Need.PROBE);
        silence.stop(PLAN, "corp", "the plan names no decoy");
        assertThat(silence.judge(PLAN, "corp/one", SILENT).mayGoOn()).isFalse();
        assertThat(silence.objection(PLAN)).isPresent();
    }

    @Test void calendarsThatAreLeftOutAreNotWaitedFor() {
        silence.judge(PLAN, "corp/one", STRAY);
        assertThat(silence.objection(PLAN).orElseThrow().passes()).isTrue();
        silence.leaveOut(PLAN, "chef", "they are moved by hand");
        assertThat(silence.objection(PLAN)).hasValueSatisfying(objection -> {
            assertThat(objection.why()).contains("left out by chef: they are moved by hand");
            assertThat(objection.passes()).isFalse();
        });
        assertThat(silence.begin(PLAN, "b")).isEqualTo(Need.DECISION);
    }

    private void prove() {
        assertThat(silence.begin(PLAN, "a")).isEqualTo(Need.PROBE);
        silence.judge(PLAN, "corp/pilot", SILENT);
    }
}

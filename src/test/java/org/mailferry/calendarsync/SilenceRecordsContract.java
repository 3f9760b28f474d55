package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.PlanName;

public abstract class SilenceRecordsContract {
    private static final PlanName PLAN = new PlanName("corp");
    private static final Instant NOON = Instant.parse("2026-12-24T12:00:00Z");

    protected abstract SilenceRecords records();

    @Test void nothingIsKnownOfAPlanAtFirst() {
        assertThat(records().of(PLAN)).isEqualTo(SilenceState.UNKNOWN);
    }

    @Test void oneProbeAtATimeUntilItIsJudgedOrGivenUp() {
        SilenceRecords records = records();
        assertThat(records.claim(PLAN, "a", NOON, NOON.plusSeconds(60))).isTrue();
        assertThat(records.claim(PLAN, "b", NOON.plusSeconds(59), NOON.plusSeconds(120))).isFalse();
        assertThat(records.claim(new PlanName("other"), "c", NOON, NOON.plusSeconds(60))).isTrue();
        assertThat(records.claim(PLAN, "b", NOON.plusSeconds(60), NOON.plusSeconds(120))).isTrue();
        records.judged(PLAN, "UNPROVED: x", false, NOON.plusSeconds(61));
        assertThat(records.claim(PLAN, "d", NOON.plusSeconds(61), NOON.plusSeconds(180))).isTrue();
    }

    @Test void aProofStaysWhenTheNextProbeHasNone() {
        SilenceRecords records = records();
        records.judged(PLAN, "SILENT: x", true, NOON);
        records.judged(PLAN, "UNPROVED: " + "y".repeat(5_000), false, NOON.plusSeconds(60));
        assertThat(records.of(PLAN).provedAt()).hasValue(NOON);
        assertThat(records.of(PLAN).lastVerdict()).startsWith("UNPROVED: yyy");
    }

    @Test void aStopKeepsItsBeginningUntilItIsReleased() {
        SilenceRecords records = records();
        records.judged(PLAN, "SILENT: x", true, NOON);
        records.stop(PLAN, new SilenceState.Stop(NOON, "corp/one", "a stray", Optional.empty(), false));
        records.askRelease(PLAN, new SilenceState.Release("chef", "was spam"));
        assertThat(records.of(PLAN).stop().orElseThrow().asked()).hasValue(new SilenceState.Release("chef", "was spam"));
        records.stop(PLAN, new SilenceState.Stop(NOON.plusSeconds(60), "corp/two", "another", Optional.empty(), false));
        assertThat(records.of(PLAN).stop()).hasValue(new SilenceState.Stop(NOON, "corp/two", "another", Optional.empty(), false));
        records.release(PLAN);
        assertThat(records.of(PLAN)).isEqualTo(new SilenceState(Optional.of(NOON), "SILENT: x", Optional.empty()));
    }

    @Test void whatIsLeftOutComesBackWhenSomebodyAsks() {
        SilenceRecords records = records();
        records.stop(PLAN, new SilenceState.Stop(NOON, "corp/one", "not wanted", Optional.empty(), true));
        assertThat(records.of(PLAN).stop().orElseThrow().leftOut()).isTrue();
        records.askRelease(PLAN, new SilenceState.Release("chef", "wanted after all"));
        assertThat(records.of(PLAN).stop().orElseThrow().leftOut()).isFalse();
    }

    @Test void nothingIsReleasedThatIsNotStopped() {
        SilenceRecords records = records();
        records.judged(PLAN, "SILENT: x", true, NOON);
        records.askRelease(PLAN, new SilenceState.Release("chef", "why not"));
        records.release(PLAN);
        assertThat(records.of(PLAN).stop()).isEmpty();
    }
}

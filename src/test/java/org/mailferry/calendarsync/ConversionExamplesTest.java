package org.mailferry.calendarsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailferry.kernel.FailureKind;
import org.mailferry.kernel.MigrationException;

/** Every case that a migration must pass, as a file: what Exchange holds, and what is to come of it. */
class ConversionExamplesTest {
    private static final CalendarPolicy POLICY = new CalendarPolicy(CalendarPolicy.Authority.SOURCE, 4096, 50, 0.2,
        CalendarPolicy.CAREFUL.windowBehind(), CalendarPolicy.CAREFUL.windowAhead());

    private final ItemConversion conversion = ItemConversions.toCalendar();

    static Stream<Example> examples() {
        return Example.all().stream();
    }

    @Test void theExamplesAreThere() {
        assertThat(examples()).hasSizeGreaterThan(80);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itemBecomesWhatIsExpected(Example example) {
        if (example.refused()) {
            assertThatThrownBy(() -> conversion.convert(example.item(), POLICY)).isInstanceOf(MigrationException.class)
                .hasMessageContaining(example.sections().get("refused")).extracting(failure -> ((MigrationException) failure).kind()).isEqualTo(FailureKind.PERMANENT);
            return;
        }
        ItemConversion.Converted converted = conversion.convert(example.item(), POLICY);
        assertThat(unfolded(converted.lines())).isEqualTo(example.sections().get("expected"));
        assertThat(converted.remarks()).isEqualTo(example.section("remarks"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void resultIsReadByProgramsAndTravelsSilently(Example example) {
        assumeFalse(example.refused(), "refused");
        ContentLines lines = conversion.convert(example.item(), POLICY).lines();
        assertThat(ItemConversions.validator().fault(lines)).isEmpty();
        assertThat(new String(lines.octets(), StandardCharsets.UTF_8)).as("whole characters").doesNotContain("\uFFFD");
        SilentItem silent = SilentItem.silence(lines);
        assertThat(SilentItem.noise(silent.lines())).isEmpty();
        assertThat(conversion.convert(example.item(), POLICY).lines().octets()).as("the same again").isEqualTo(lines.octets());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void calendarProgramSeesItWhenExchangeDoes(Example example) {
        assumeFalse(example.refused(), "refused");
        List<String> expected = example.section("instances");
        assertThat(expected).as("instances").isNotEmpty();
        assertThat(SeenInstances.of(conversion.convert(example.item(), POLICY).lines(), expected.size())).isEqualTo(expected);
    }

    private static String unfolded(ContentLines lines) {
        return lines.text().replace("\r\n ", "").replace("\r\n", "\n").strip();
    }
}

package org.mailferry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult.Status;

class CheckTableTest {
    @Test void aShortTableIsWhole() {
        CheckTable table = new CheckTable(List.of(check(1, Status.GREEN, 20), check(2, Status.RED, 20)));
        assertThat(table.shortText(3_900)).isEqualTo(table.text()).startsWith("RED");
    }

    @Test void aLongOneKeepsEveryRedCheckAndTheNamesOfGreenOnes() {
        String text = new CheckTable(Stream.concat(IntStream.range(0, 40).mapToObj(number -> check(number, Status.GREEN, 200)),
            IntStream.range(40, 44).mapToObj(number -> check(number, Status.RED, number == 41 ? 30 : 3_000))).toList()).shortText(3_900);
        assertThat(text.length()).isLessThanOrEqualTo(3_900).isGreaterThan(3_000);
        assertThat(text.lines()).hasSize(5).last().asString().startsWith("GREEN  40 checks: check:00, check:01").contains("check:39");
        assertThat(text).contains("RED  check:40", "RED  check:41 (V1): " + "x".repeat(30) + "\n", "RED  check:42", "RED  check:43", "…\n");
    }

    @Test void whatHasNoRoomIsCounted() {
        String text = new CheckTable(IntStream.range(0, 90).mapToObj(number -> check(number, Status.RED, 500)).toList()).shortText(3_900);
        assertThat(text.length()).isLessThanOrEqualTo(3_900);
        assertThat(text.lines().filter(line -> line.startsWith("RED")).count() + 0L).isEqualTo(38);
        assertThat(text).endsWith("… and 52 more that are not green");
    }

    private static CheckResult check(int number, Status status, int length) {
        return new CheckResult("check:" + (number < 10 ? "0" : "") + number, "V1", status, "x".repeat(length));
    }
}

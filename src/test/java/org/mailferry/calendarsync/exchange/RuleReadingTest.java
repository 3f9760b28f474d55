package org.mailferry.calendarsync.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailferry.calendarsync.ExchangeRecurrence;
import org.mailferry.kernel.MigrationException;

class RuleReadingTest {
    /** Read and written again, so that only what means the same is equal. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2026-09-01|FREQ=DAILY|FREQ=DAILY", "2026-09-01|freq=daily;interval=3;count=2|FREQ=DAILY;INTERVAL=3",
        "2026-09-01|FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR|FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=MO",
        "2026-09-01|FREQ=WEEKLY|FREQ=WEEKLY;BYDAY=TU;WKST=MO", "2026-09-01|FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU|FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
        "2026-09-08|FREQ=MONTHLY|FREQ=MONTHLY;BYMONTHDAY=8", "2026-09-08|FREQ=MONTHLY;BYDAY=2TU|FREQ=MONTHLY;BYDAY=2TU",
        "2026-09-08|FREQ=MONTHLY;BYDAY=+2TU|FREQ=MONTHLY;BYDAY=2TU", "2026-09-08|FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2|FREQ=MONTHLY;BYDAY=2TU",
        "2026-09-30|FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1|FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "2026-09-30|FREQ=MONTHLY;BYMONTHDAY=-1|FREQ=MONTHLY;BYMONTHDAY=-1", "2026-10-30|FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1|FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
        "2026-08-31|FREQ=YEARLY|FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=31", "2024-02-29|FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1|FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
        "2026-07-31|FREQ=YEARLY;BYMONTH=7;BYDAY=-1FR|FREQ=YEARLY;BYMONTH=7;BYDAY=-1FR", "2026-07-05|FREQ=YEARLY;INTERVAL=2|FREQ=MONTHLY;INTERVAL=24;BYMONTHDAY=5"})
    void ruleThatExchangeHasIsRead(LocalDate start, String rule, String pattern) {
        ExchangeRecurrence read = RuleReading.read(rule, start, Optional.empty());
        assertThat(Rules.pattern(read)).isEqualTo(pattern);
        assertThat(read.start()).isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2026-09-01|FREQ=HOURLY", "2026-09-01|FREQ=SOMETIMES", "2026-09-01|COUNT=3", "2026-09-01|FREQ=DAILY;BYHOUR=9,15", "2026-09-01|FREQ=DAILY;INTERVAL=0",
        "2026-09-01|FREQ=DAILY;COUNT=99999999999", "2026-09-01|FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU", "2026-08-31|FREQ=MONTHLY", "2026-08-31|FREQ=MONTHLY;BYMONTHDAY=31",
        "2026-09-13|FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "2026-09-29|FREQ=MONTHLY;BYDAY=5TU", "2026-09-22|FREQ=MONTHLY;BYDAY=-2TU", "2026-09-01|FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
        "2026-09-01|FREQ=MONTHLY;BYMONTHDAY=1,15", "2024-02-29|FREQ=YEARLY", "2024-02-29|FREQ=YEARLY;INTERVAL=4", "2026-09-01|FREQ=YEARLY;BYMONTH=3,9", "2026-09-01|FREQ=YEARLY;BYDAY=20MO",
        "2026-09-01|RSCALE=CHINESE;FREQ=YEARLY", "2026-09-01|FREQ=DAILY;FREQ=DAILY", "2026-09-02|FREQ=WEEKLY;BYDAY=TU", "2026-09-01|FREQ=MONTHLY;BYDAY=2TU", "2026-09-01|FREQ=WEEKLY;BYDAY=1TU"})
    void ruleThatExchangeHasNotIsRefused(LocalDate start, String rule) {
        assertThatThrownBy(() -> RuleReading.read(rule, start, Optional.empty())).isInstanceOf(MigrationException.class).hasMessageContaining("Exchange has no such series");
    }
}

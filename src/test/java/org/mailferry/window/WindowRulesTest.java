package org.mailferry.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowRulesTest {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    /** A Thursday. */
    private static final Instant NOW = at("2026-12-24T12:00");
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

    @Test void acceptsAWindowWithinDayAndHours() {
        assertThat(rules(EVERY_DAY, "18:00", "23:00").problem(at("2026-12-24T18:00"), at("2026-12-24T23:00"), NOW)).isEmpty();
    }

    @Test void refusesAnEndThatIsNotAfterTheStart() {
        assertThat(rules(EVERY_DAY, "00:00", "00:00").problem(at("2026-12-24T18:00"), at("2026-12-24T18:00"), NOW).orElseThrow())
            .contains("must end after it starts");
    }

    @Test void refusesThePastButNotThePresentMinute() {
        WindowRules rules = rules(EVERY_DAY, "00:00", "00:00");
        assertThat(rules.problem(at("2026-12-24T11:00"), at("2026-12-24T13:00"), NOW).orElseThrow()).contains("in the past");
        assertThat(rules.problem(at("2026-12-24T11:50"), at("2026-12-24T12:00"), NOW).orElseThrow()).contains("in the past");
        assertThat(rules.problem(at("2026-12-24T11:59"), at("2026-12-24T13:00"), NOW)).isEmpty();
    }

    @Test void refusesHoursOutsideThePlans() {
        WindowRules rules = rules(EVERY_DAY, "18:00", "23:00");
        assertThat(rules.problem(at("2026-12-24T17:59"), at("2026-12-24T19:00"), NOW).orElseThrow()).contains("from 18:00 to 23:00 (Europe/Moscow)");
        assertThat(rules.problem(at("2026-12-24T22:00"), at("2026-12-24T23:01"), NOW)).isPresent();
        assertThat(rules.problem(at("2026-12-24T22:00"), at("2026-12-25T22:30"), NOW)).isPresent();
    }

    @Test void hoursAreThoseOfThePlansZone() {
        WindowRules rules = rules(EVERY_DAY, "18:00", "23:00");
        assertThat(rules.problem(OffsetDateTime.parse("2026-12-24T15:00Z").toInstant(), OffsetDateTime.parse("2026-12-24T16:00Z").toInstant(), NOW))
            .isEmpty();
        assertThat(rules.problem(OffsetDateTime.parse("2026-12-24T20:30Z").toInstant(), OffsetDateTime.parse("2026-12-24T21:00Z").toInstant(), NOW))
            .isPresent();
    }

    @Test void refusesADayThatIsNotAmongThePlans() {
        WindowRules weekend = rules(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), "00:00", "00:00");
        assertThat(weekend.problem(at("2026-12-25T10:00"), at("2026-12-25T11:00"), NOW).orElseThrow()).contains("SATURDAY", "SUNDAY");
        assertThat(weekend.problem(at("2026-12-26T10:00"), at("2026-12-27T11:00"), NOW)).isEmpty();
        assertThat(weekend.problem(at("2026-12-27T23:00"), at("2026-12-28T00:30"), NOW)).isPresent();
    }

    @Test void aNightBelongsToTheDayOnWhichItBegins() {
        WindowRules fridayNight = rules(EnumSet.of(DayOfWeek.FRIDAY), "22:00", "06:00");
        assertThat(fridayNight.problem(at("2026-12-25T22:00"), at("2026-12-26T06:00"), NOW)).isEmpty();
        assertThat(fridayNight.problem(at("2026-12-26T02:00"), at("2026-12-26T05:00"), NOW)).isEmpty();
        assertThat(fridayNight.problem(at("2026-12-25T02:00"), at("2026-12-25T05:00"), NOW)).isPresent();
        assertThat(fridayNight.problem(at("2026-12-25T12:00"), at("2026-12-25T13:00"), NOW)).isPresent();
    }

    @Test void midnightIsNoBorderOfAWholeDay() {
        assertThat(rules(EVERY_DAY, "00:00", "23:59").problem(at("2026-12-24T23:00"), at("2026-12-25T01:00"), NOW)).isEmpty();
    }

    @Test void refusesABlackoutDateOnEitherSideOfMidnight() {
        WindowRules night = rules(EVERY_DAY, "22:00", "06:00");
        assertThat(night.problem(at("2026-12-30T23:00"), at("2026-12-31T01:00"), NOW).orElseThrow()).contains("2026-12-31 is a blackout date");
        assertThat(night.problem(at("2026-12-31T23:00"), at("2027-01-01T01:00"), NOW)).isPresent();
        assertThat(night.problem(at("2026-12-30T22:00"), at("2026-12-31T00:00"), NOW)).isEmpty();
    }

    @Test void refusesAStartThatNoApprovalWouldReach() {
        WindowRules rules = new WindowRules(MOSCOW, EVERY_DAY, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, List.of(), Duration.ofDays(2));
        assertThat(rules.problem(at("2026-12-27T10:00"), at("2026-12-27T11:00"), NOW).orElseThrow()).contains("policies.approvalValid");
    }

    private static WindowRules rules(Set<DayOfWeek> days, String from, String to) {
        return new WindowRules(MOSCOW, days, LocalTime.parse(from), LocalTime.parse(to), List.of(LocalDate.parse("2026-12-31")), Duration.ofDays(14));
    }

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(MOSCOW).toInstant();
    }
}

package org.mailferry.plan.folder;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailferry.plan.Policies;
import org.mailferry.plan.Policies.Coexistence;
import org.mailferry.plan.Policies.Coexistence.Deletions;
import org.mailferry.plan.Policies.Windows;
import org.springframework.util.unit.DataSize;

/** {@code policies} of {@code plan.yaml}; what is left out has the default that the schema states. */
final class PoliciesSection {
    private PoliciesSection() {}

    static Optional<Policies> read(YamlValue plan) {
        Optional<Windows> windows = plan.at("policies").at("windows").read(PoliciesSection::windows);
        return plan.at("policies").read(policies -> windows.map(hours -> policies(policies, hours))).flatMap(found -> found);
    }

    private static Policies policies(YamlValue policies, Windows windows) {
        Duration stabilityWatch = duration(policies, "stabilityWatch", Duration.ofDays(1));
        Duration probeEvery = duration(policies, "probeEvery", Duration.ofMinutes(15));
        if (probeEvery.compareTo(stabilityWatch) > 0) {
            policies.at(policies.at("probeEvery").present() ? "probeEvery" : "stabilityWatch")
                .problem("probes every " + probeEvery + " do not fit into a watch of " + stabilityWatch);
        }
        Set<String> excluded = policies.at("excludedFolders").present()
            ? Set.copyOf(SystemsSection.texts(policies.at("excludedFolders"))) : Policies.DEFAULT_EXCLUSIONS;
        return new Policies(excluded, policies.at("maxMessageSize").find(PoliciesSection::bytes).orElse(0L),
            policies.at("connections").find(Integer::parseInt).orElse(4), duration(policies, "deltaEvery", Duration.ofMinutes(15)),
            stabilityWatch, probeEvery, duration(policies, "approvalValid", Duration.ofDays(7)),
            duration(policies, "memberPoll", Duration.ofSeconds(30)), duration(policies, "dnsPoll", Duration.ofMinutes(1)),
            duration(policies, "dnsPatience", Duration.ofHours(4)), policies.at("calendars").flag(), windows, coexistence(policies.at("coexistence")));
    }

    private static Coexistence coexistence(YamlValue coexistence) {
        boolean twoWay = coexistence.at("direction").text().equals("two-way");
        Deletions deletions = coexistence.at("deletions").find(text -> Deletions.valueOf(SystemsSection.constant(text))).orElse(Deletions.NONE);
        if (deletions != Deletions.NONE && !twoWay) {
            coexistence.at("deletions").problem("deletions are carried only with direction: two-way");
        }
        return new Coexistence(twoWay, deletions, coexistence.at("vanishShare").find(Integer::parseInt).orElse(Coexistence.ONE_WAY.vanishShare()));
    }

    private static Windows windows(YamlValue windows) {
        Set<DayOfWeek> days = windows.at("days").items().stream().map(day -> DayOfWeek.valueOf(SystemsSection.constant(day.text())))
            .collect(Collectors.toSet());
        List<LocalDate> blackout = windows.at("blackout").items().stream().map(day -> day.<LocalDate>as(LocalDate::parse)).toList();
        return new Windows(windows.at("zone").as(ZoneId::of), days, windows.at("from").as(LocalTime::parse), windows.at("to").as(LocalTime::parse), blackout);
    }

    private static Duration duration(YamlValue policies, String key, Duration fallback) {
        YamlValue value = policies.at(key);
        Duration duration = value.<Duration>find(Duration::parse).orElse(fallback);
        if (duration.isZero()) {
            value.problem("must be longer than nothing");
        }
        return duration;
    }

    static long bytes(String size) {
        return DataSize.parse(size.strip()).toBytes();
    }
}

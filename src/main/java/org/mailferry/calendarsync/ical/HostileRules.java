package org.mailferry.calendarsync.ical;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.ContentLine;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.kernel.MigrationException;

/** Rules that would fill the memory when they are expanded. */
final class HostileRules {
    private static final int MOST_A_DAY = 100;

    private HostileRules() {}

    /** @throws MigrationException {@code PERMANENT} */
    static void refuse(ContentLines item) {
        if (item.named("RRULE").anyMatch(HostileRules::isHostile)) {
            throw MigrationException.permanent("it takes place more than " + MOST_A_DAY + " times a day");
        }
    }

    private static boolean isHostile(ContentLine rule) {
        Map<String, String> parts = Arrays.stream(rule.value().toUpperCase(Locale.ROOT).split(";")).map(part -> part.split("=", 2))
            .filter(part -> part.length == 2).collect(Collectors.toMap(part -> part[0].strip(), part -> part[1].strip(), (one, other) -> other));
        long daily = switch (parts.getOrDefault("FREQ", "")) {
            case "SECONDLY" -> 86_400;
            case "MINUTELY" -> 1_440;
            case "HOURLY" -> 24;
            default -> 1;
        };
        Function<String, Long> values = name -> (long) List.of(parts.getOrDefault(name, "").split(",")).size();
        return daily * values.apply("BYHOUR") * values.apply("BYMINUTE") * values.apply("BYSECOND") > MOST_A_DAY;
    }
}

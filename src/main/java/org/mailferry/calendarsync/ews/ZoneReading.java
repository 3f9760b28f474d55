package org.mailferry.calendarsync.ews;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailferry.calendarsync.ExchangeZone;

/** A TimeZoneDefinition of [MS-OXWSGTZ] §2.2.4.12: a name, and the rule of its last years where the server tells it. */
final class ZoneReading {
    private ZoneReading() {}

    static ExchangeZone zone(XmlElement element) {
        return new ExchangeZone(element.attribute("Id"), element.attribute("Name"), rule(element));
    }

    /** Empty for a definition that is not there or that is not of the kinds that Windows' zones have. */
    private static Optional<ExchangeZone.Rule> rule(XmlElement element) {
        Map<String, ZoneOffset> offsets = new HashMap<>();
        try {
            element.below("Periods").forEach(period -> offsets.put(period.attribute("Id"), ZoneOffset.ofTotalSeconds(
                (int) -Duration.parse(period.attribute("Bias")).toSeconds())));
            List<XmlElement> groups = element.below("TransitionsGroups");
            if (offsets.isEmpty() || groups.isEmpty()) {
                return Optional.empty();
            }
            return rule(current(element, groups).children(), offsets, standard(element));
        } catch (RuntimeException unlike) {
            // The name is still worth something: whoever needs the rule looks the zone up by it.
            return Optional.empty();
        }
    }

    private static List<String> standard(XmlElement element) {
        return element.below("Periods").stream().filter(period -> period.attribute("Name").equals("Standard")).map(period -> period.attribute("Id")).toList();
    }

    /** The group that the last transition leads to. */
    private static XmlElement current(XmlElement element, List<XmlElement> groups) {
        List<XmlElement> transitions = element.below("Transitions");
        Optional<String> last = transitions.isEmpty() ? Optional.empty() : transitions.get(transitions.size() - 1).text("To").map(String::strip);
        return last.flatMap(id -> groups.stream().filter(group -> group.attribute("Id").equals(id)).findFirst()).orElse(groups.get(groups.size() - 1));
    }

    private static Optional<ExchangeZone.Rule> rule(List<XmlElement> transitions, Map<String, ZoneOffset> offsets, List<String> standard) {
        if (transitions.size() == 1) {
            return Optional.ofNullable(offsets.get(to(transitions.get(0)))).map(offset -> new ExchangeZone.Rule(offset, Optional.empty()));
        }
        if (transitions.size() != 2) {
            return Optional.empty();
        }
        boolean standardFirst = standard.contains(to(transitions.get(0)));
        XmlElement winter = transitions.get(standardFirst ? 0 : 1);
        XmlElement summer = transitions.get(standardFirst ? 1 : 0);
        return Optional.of(new ExchangeZone.Rule(offsets.get(to(winter)),
            Optional.of(new ExchangeZone.Daylight(offsets.get(to(summer)), change(summer), change(winter)))));
    }

    private static String to(XmlElement transition) {
        return transition.text("To").map(String::strip).orElse("");
    }

    private static ExchangeZone.Switch change(XmlElement transition) {
        Duration time = Duration.parse(transition.text("TimeOffset").orElseThrow().strip());
        return new ExchangeZone.Switch(Integer.parseInt(transition.text("Month").orElseThrow().strip()),
            Integer.parseInt(transition.text("Occurrence").orElseThrow().strip()),
            DayOfWeek.valueOf(transition.text("DayOfWeek").orElseThrow().strip().toUpperCase(Locale.ROOT)), LocalTime.MIDNIGHT.plus(time));
    }
}

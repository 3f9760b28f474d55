package org.mailferry.lab.ews;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneOffsetTransitionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** [MS-OXWSGTZ]: the time zones that the server knows. */
final class ZoneOperations {
    private ZoneOperations() {}

    static List<Node> get(EwsSession session, Node request) {
        boolean full = !request.attribute("ReturnFullTimeZoneData").equals("false");
        List<String> ids = request.find("m:Ids").map(list -> list.children().stream().map(Node::text).toList()).orElse(List.of());
        return session.one(() -> List.of(Node.of("m:TimeZoneDefinitions", StreamSupport.stream(EwsZones.all().spliterator(), false)
            .filter(zone -> ids.isEmpty() || ids.contains(zone.id())).map(zone -> full ? definition(zone) : zone.reference("t:TimeZoneDefinition")).toList())));
    }

    private static Node definition(WindowsZone zone) {
        List<ZoneOffsetTransitionRule> rules = zone.rules().getTransitionRules();
        Node standard = period("std", "Standard", rules.isEmpty() ? zone.rules().getOffset(java.time.Instant.EPOCH) : rules.get(0).getStandardOffset());
        List<Node> periods = new ArrayList<>(List.of(standard));
        Node group = Node.of("t:TransitionsGroup").at("Id", "0");
        if (rules.isEmpty()) {
            group = group.plus(Node.of("t:Transition", Node.text("t:To", "std").at("Kind", "Period")));
        }
        for (ZoneOffsetTransitionRule rule : rules) {
            boolean summer = !rule.getOffsetAfter().equals(rule.getStandardOffset());
            if (summer) {
                periods.add(period("dlt", "Daylight", rule.getOffsetAfter()));
            }
            group = group.plus(recurring(rule, summer ? "dlt" : "std"));
        }
        Node start = Node.of("t:Transition", Node.text("t:To", "0").at("Kind", "Group"));
        Node definition = Node.of("t:TimeZoneDefinition", Node.of("t:Periods", periods), Node.of("t:TransitionsGroups", group), Node.of("t:Transitions", start));
        return definition.at("Id", zone.id()).at("Name", zone.name());
    }

    private static Node period(String id, String name, ZoneOffset offset) {
        return Node.of("t:Period").at("Bias", Duration.ofSeconds(-offset.getTotalSeconds())).at("Name", name).at("Id", id);
    }

    private static Node recurring(ZoneOffsetTransitionRule rule, String to) {
        var moment = rule.createTransition(2026).getDateTimeBefore();
        int week = rule.getDayOfMonthIndicator() < 0 || rule.getDayOfMonthIndicator() > 22 ? -1 : (moment.get(ChronoField.DAY_OF_MONTH) - 1) / 7 + 1;
        return Node.of("t:RecurringDayTransition", Node.text("t:To", to).at("Kind", "Period"),
            Node.text("t:TimeOffset", Duration.ofSeconds(moment.toLocalTime().toSecondOfDay())), Node.text("t:Month", rule.getMonth().getValue()),
            Node.text("t:DayOfWeek", CalendarText.capital(rule.getDayOfWeek().name())), Node.text("t:Occurrence", week));
    }
}

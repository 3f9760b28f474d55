package org.mailferry.calendarsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailferry.calendarsync.CalendarDifference.Kind;
import org.mailferry.kernel.Sha256;

/** Says what differs between the occurrences of one UID on both sides. */
final class ItemComparison {
    /** More differences of one item tell a person nothing new. */
    private static final int MOST = 20;

    private final String calendar;
    private final String uid;
    private final List<CalendarDifference> differences = new ArrayList<>();
    private int more;

    private ItemComparison(String calendar, String uid) {
        this.calendar = calendar;
        this.uid = uid;
    }

    static List<CalendarDifference> of(String calendar, String uid, List<CalendarInstance> source, List<CalendarInstance> target) {
        ItemComparison comparison = new ItemComparison(calendar, uid);
        Map<String, List<CalendarInstance>> before = byStart(source);
        Map<String, List<CalendarInstance>> after = byStart(target);
        Set<String> starts = new TreeSet<>(before.keySet());
        starts.addAll(after.keySet());
        starts.forEach(start -> comparison.compare(start, before.getOrDefault(start, List.of()), after.getOrDefault(start, List.of())));
        return comparison.found();
    }

    private static Map<String, List<CalendarInstance>> byStart(List<CalendarInstance> instances) {
        return instances.stream().sorted().collect(Collectors.groupingBy(CalendarInstance::start, TreeMap::new, Collectors.toList()));
    }

    private void compare(String start, List<CalendarInstance> before, List<CalendarInstance> after) {
        List<CalendarInstance> source = new ArrayList<>(before);
        List<CalendarInstance> target = new ArrayList<>(after);
        // Twins that say the same on both sides belong together.
        source.removeIf(target::remove);
        int both = Math.min(source.size(), target.size());
        for (int i = 0; i < both; i++) {
            fields(start, source.get(i), target.get(i));
        }
        source.stream().skip(both).forEach(one -> add(new CalendarDifference(calendar, Kind.MISSING, uid, shown(one, one, InstanceField.TITLE), start, "occurrence", shown(one, one, InstanceField.TITLE), "")));
        target.stream().skip(both).forEach(one -> add(new CalendarDifference(calendar, Kind.EXTRA, uid, shown(one, one, InstanceField.TITLE), start, "occurrence", "", shown(one, one, InstanceField.TITLE))));
    }

    private void fields(String start, CalendarInstance source, CalendarInstance target) {
        for (InstanceField field : InstanceField.values()) {
            if (!source.says(field).equals(target.says(field))) {
                add(new CalendarDifference(calendar, Kind.CHANGED, uid, shown(source, target, InstanceField.TITLE), start, field.word(), shown(source, target, field), shown(target, source, field)));
            }
        }
    }

    /** What a private event is about is nobody's business here; its digest tells two values apart. */
    static String shown(CalendarInstance one, CalendarInstance other, InstanceField field) {
        String value = one.says(field);
        boolean withheld = field.isContent() && !value.isEmpty() && (one.isPrivate() || other.isPrivate());
        return withheld ? "withheld, the event is private (" + Sha256.hex(value).substring(0, 8) + ")" : value;
    }

    private void add(CalendarDifference difference) {
        if (differences.size() < MOST) {
            differences.add(difference);
        } else {
            more++;
        }
    }

    private List<CalendarDifference> found() {
        if (more > 0) {
            // Only what may be lost is counted as such.
            Kind worst = differences.stream().map(CalendarDifference::kind).min(Kind::compareTo).orElseThrow();
            differences.add(new CalendarDifference(calendar, worst, uid, "", "", "and " + more + " more differences of this item", "", ""));
        }
        return differences;
    }
}

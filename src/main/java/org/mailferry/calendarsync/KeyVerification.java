package org.mailferry.calendarsync;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailferry.calendarsync.CalendarDifference.Kind;

/** Judges the items of one UID, as both sides have them now. */
final class KeyVerification {
    private final String calendar;
    private final String uid;
    private final boolean bothWays;
    private final KnownItems known;

    KeyVerification(String calendar, String uid, boolean bothWays, KnownItems known) {
        this.calendar = calendar;
        this.uid = uid;
        this.bothWays = bothWays;
        this.known = known;
    }

    List<CalendarDifference> differences(List<ReadItem> source, List<ReadItem> target) {
        if (source.isEmpty() && target.isEmpty() || hashes(source).equals(hashes(target)) && troubles(source, target).allMatch(String::isEmpty)) {
            return List.of();
        }
        Optional<String> reason = Stream.concat(source.stream().flatMap(item -> known.notCarried(CalendarSide.SOURCE, item.id()).stream()),
            target.stream().flatMap(item -> known.notCarried(CalendarSide.TARGET, item.id()).stream())).findFirst();
        List<CalendarDifference> found = found(source, target);
        return found.isEmpty() || reason.isEmpty() ? found
            : List.of(new CalendarDifference(calendar, Kind.NOT_CARRIED, uid, title(source.isEmpty() ? target : source), "", reason.get(), title(source), title(target)));
    }

    private List<CalendarDifference> found(List<ReadItem> source, List<ReadItem> target) {
        Optional<String> trouble = troubles(source, target).filter(text -> !text.isEmpty()).findFirst();
        if (trouble.isPresent()) {
            return sameText(source, target) ? List.of() : List.of(new CalendarDifference(calendar, Kind.UNREADABLE, uid, title(source.isEmpty() ? target : source), "", trouble.get(), "", ""));
        }
        if (target.isEmpty()) {
            return List.of(new CalendarDifference(calendar, Kind.MISSING, uid, title(source), first(source), whole(source), title(source), ""));
        }
        if (source.isEmpty()) {
            return bothWays ? List.of(new CalendarDifference(calendar, Kind.EXTRA, uid, title(target), first(target), whole(target), "", title(target))) : List.of();
        }
        return ItemComparison.of(calendar, uid, instances(source), instances(target));
    }

    private static boolean sameText(List<ReadItem> source, List<ReadItem> target) {
        return !hashes(source).contains("") && hashes(source).equals(hashes(target));
    }

    private static List<String> hashes(List<ReadItem> items) {
        return items.stream().map(ReadItem::hash).sorted().toList();
    }

    private static Stream<String> troubles(List<ReadItem> source, List<ReadItem> target) {
        return Stream.concat(source.stream(), target.stream()).map(item -> item.trouble().orElse(""));
    }

    private static List<CalendarInstance> instances(List<ReadItem> items) {
        return items.stream().flatMap(item -> item.instances().stream()).toList();
    }

    private static String first(List<ReadItem> items) {
        return instances(items).stream().map(CalendarInstance::start).sorted().findFirst().orElse("");
    }

    private static String whole(List<ReadItem> items) {
        int occurrences = instances(items).size();
        return "the whole item, " + (occurrences == 1 ? "1 occurrence" : occurrences + " occurrences") + " in the window";
    }

    private static String title(List<ReadItem> items) {
        return instances(items).stream().sorted().findFirst().map(one -> ItemComparison.shown(one, one, InstanceField.TITLE)).orElse("");
    }
}
